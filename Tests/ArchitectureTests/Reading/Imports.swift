/// One import statement: `public import struct VoiceCore.Call` imports the module `VoiceCore`.
struct Import {
  let module: String
  let line: Int
  let isTestable: Bool
}

extension SourceFile {
  /// The file's import statements, in order.
  var imports: [Import] {
    code.enumerated().compactMap { index, line in
      let words = line.words
      guard let keyword = words.firstIndex(of: "import"), words[..<keyword].allSatisfy(Self.standsBeforeImport) else {
        return nil
      }
      let names = words[(keyword + 1)...].drop(while: Self.kinds.contains)
      guard let module = names.first else { return nil }
      return Import(module: String(module), line: index + 1, isTestable: words[..<keyword].contains("testable"))
    }
  }

  private static let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]

  private static func standsBeforeImport(_ word: Substring) -> Bool {
    [
      "public", "package", "internal", "fileprivate", "private", "testable", "preconcurrency", "exported", "_exported",
      "_spi", "_implementationOnly",
    ].contains(word)
  }
}
