/// A type that a file declares or extends at its top level.
struct TopLevelType {
  let keyword: Substring
  let name: String
  let line: Int
  let isPublic: Bool
}

extension SourceFile {
  /// What the file declares (`struct`, `protocol` …) and extends (`extension`) outside of any braces.
  var topLevelTypes: [TopLevelType] {
    var depth = 0
    var types: [TopLevelType] = []
    for (index, line) in code.enumerated() {
      let words = line.words
      if depth == 0, let keyword = words.firstIndex(where: Self.typeKeywords.contains), keyword + 1 < words.count {
        types.append(
          TopLevelType(
            keyword: words[keyword], name: String(words[keyword + 1]), line: index + 1,
            isPublic: words[..<keyword].contains("public")))
      }
      depth += line.count { $0 == "{" } - line.count { $0 == "}" }
    }
    return types
  }

  private static let typeKeywords: Set<Substring> = [
    "struct", "class", "enum", "protocol", "actor", "typealias", "extension",
  ]
}
