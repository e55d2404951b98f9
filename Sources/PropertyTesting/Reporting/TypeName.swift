/// A type's name as its author writes it: without modules and without the compiler's notes on private contexts.
enum TypeName {
  static func of(_ value: Any) -> String { short(String(reflecting: type(of: value))) }

  static func short(_ qualified: String) -> String {
    var written = ""
    var path: [String] = []
    var part = ""
    var depth = 0

    func endedPath() -> String {
      // The first name is the module; names that begin with a parenthesis are contexts that no source can name.
      let names = path + [part]
      let kept = names.count > 1 ? Array(names.dropFirst()) : names
      return kept.filter { !$0.hasPrefix("(") }.joined(separator: ".")
    }

    let characters = Array(qualified)
    var place = 0
    while place < characters.count {
      let character = characters[place]
      place += 1
      if depth > 0 {
        part.append(character)
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        continue
      }
      switch character {
      case "(" where startsContext(characters, at: place):
        depth = 1
        part.append(character)
      case ".":
        path.append(part)
        part = ""
      case _ where character.isLetter || character.isNumber || character == "_" || character == "`":
        part.append(character)
      case ":" where part.hasPrefix("("): part = ""  // "(extension in Module):"
      default:
        if !path.isEmpty || !part.isEmpty { written += endedPath() }
        (path, part) = ([], "")
        written.append(character)
      }
    }
    return path.isEmpty && part.isEmpty ? written : written + endedPath()
  }

  /// `(unknown context at …)`, `(extension in …)`, `(name in _ABC)`: words, where a tuple or function has names.
  private static func startsContext(_ characters: [Character], at place: Int) -> Bool {
    let rest = String(characters[place...].prefix { $0 != ")" && $0 != "(" && $0 != "," })
    return rest.hasPrefix("unknown context") || rest.contains(" in ")
  }
}
