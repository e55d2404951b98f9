/// A target of ours as `Package.swift` declares it: `room("Twilio", ["VoiceCore", …])` or `executable("voicecore", "Name", […])`.
struct ManifestTarget {
  let name: String
  /// Other targets of ours that it depends on: those named by a text; products have constants.
  let rooms: [String]
  let line: Int

  /// Reads calls of the manifest's own functions `room` and `executable`, up to the parenthesis that closes them.
  static func all(in manifest: SourceFile) -> [ManifestTarget] {
    let lines = manifest.lines
    return manifest.code.indices.compactMap { index in
      let opening = manifest.code[index].drop { $0 == " " }
      let isExecutable = opening.hasPrefix("executable(")
      guard opening.hasPrefix("room(") || isExecutable else { return nil }
      var call = ""
      var depth = 0
      for line in index..<lines.count {
        call += lines[line] + "\n"
        depth += manifest.code[line].count { $0 == "(" } - manifest.code[line].count { $0 == ")" }
        if depth <= 0 { break }
      }
      let pieces = call.split(separator: "[", maxSplits: 1)
      let head = texts(in: pieces[0])
      guard let name = isExecutable ? head.dropFirst().first : head.first else { return nil }
      return ManifestTarget(name: name, rooms: pieces.count > 1 ? texts(in: pieces[1]) : [], line: index + 1)
    }
  }

  private static func texts(in code: Substring) -> [String] {
    code.split(separator: "\"", omittingEmptySubsequences: false).enumerated().compactMap {
      $0 % 2 == 1 ? String($1) : nil
    }
  }
}
