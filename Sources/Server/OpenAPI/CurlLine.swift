internal import Web

/// An operation as a command line that does it with the document's examples, in a shell where `SERVER` and `TOKEN` are set.
enum CurlLine {
  static func text(_ documented: OpenAPIDocument.Documented) -> String {
    let operation = documented.operation
    var words = [documented.method == .get ? "curl" : "curl -X \(documented.method.rawValue)"]
    words[0] += " \"$SERVER\(target(of: documented))\""
    if operation.needsToken { words.append("-H \"Authorization: Bearer $TOKEN\"") }
    if let example = documented.example {
      words += ["-H 'Content-Type: application/json'", "-d \(quoted(example))"]
    }
    return words.joined(separator: " \\\n  ")
  }

  /// Path and query; what has no example keeps its name.
  private static func target(of documented: OpenAPIDocument.Documented) -> String {
    var path = documented.path
    var query: [String] = []
    for parameter in documented.operation.parameters {
      let value = OpenAPIExamples.value(of: parameter, at: documented.path).map(PercentEncoding.encode)
      switch parameter.place {
      case .path: path = path.replacing("{\(parameter.name)}", with: value ?? parameter.name)
      case .query: if let value { query.append("\(parameter.name)=\(value)") }
      case .header: break
      }
    }
    return path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// Text in the quotes between which a shell changes nothing.
  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
