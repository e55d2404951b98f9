import Testing

/// Time, identifiers, chance and settings reach the hexagon as arguments and through ports: what it decides can then be
/// replayed from a seed. The generators live by the same rule, since a drawn case must come again.
enum HexagonPurity {
  static let forbidden: [ForbiddenWord] =
    words(
      "Date(", "Date.now", "ContinuousClock", "SuspendingClock",
      remedy: "take the moment as an argument or from TimeSource")
    + words("UUID(", remedy: "take the identifier as an argument or from IDSource")
    + words(
      ".random(", ".randomElement(", ".shuffled(", ".shuffle(", "SystemRandomNumberGenerator",
      remedy: "take chance as an argument, from the port, or draw it from the property's choices")
    + words("ProcessInfo", "getenv", "CommandLine", remedy: "settings are read by the executables and handed in")
    + words(
      "Task {", "Task(", "Task<", "Task.detached", "Task.sleep", "DispatchQueue",
      remedy: "work in time belongs to CallRuntime; the simulated world can't steer this")
    + words(
      "Hasher(", "hashValue",
      remedy: "it differs from process to process: order by a stated key, or use a fixed hash over sorted keys")

  static func violations(in files: [SourceFile]) -> [Violation] {
    uses(of: forbidden, in: files.filter { $0.isUnder("Sources/VoiceCore") || $0.isUnder("Generators") })
  }

  private static func words(_ words: String..., remedy: String) -> [ForbiddenWord] {
    words.map { ForbiddenWord(word: $0, remedy: remedy) }
  }
}

@Suite("The hexagon's purity")
struct HexagonPurityTests {
  @Test func `hexagon and generators use no clock, id, chance or environment of their own`() throws {
    let files = Project.onDisk.swift(under: "Sources/VoiceCore", "Generators")
    try #require(!files.isEmpty)
    expectNone(HexagonPurity.violations(in: files))
  }

  @Test(arguments: HexagonPurity.forbidden.map(\.word))
  func `each forbidden word is found in code`(word: String) {
    let file = SourceFile(
      "Generators/World.swift", "struct World {\n  let it = x\(word.hasPrefix(".") ? "" : " ")\(word)\n}")
    #expect(HexagonPurity.violations(in: [file]).places.contains("Generators/World.swift:2"))
  }

  @Test(arguments: HexagonPurity.forbidden.map(\.word))
  func `each forbidden word may stand in a comment or a text`(word: String) {
    let file = SourceFile("Sources/VoiceCore/Note.swift", "// \(word)\n/* \(word) */ let it = \"\(word)\"")
    #expect(HexagonPurity.violations(in: [file]).isEmpty)
  }

  @Test func `code inside a text's interpolation counts`() {
    let file = SourceFile("Sources/VoiceCore/Note.swift", #"let id = "call \(UUID())""#)
    #expect(HexagonPurity.violations(in: [file]).places == ["Sources/VoiceCore/Note.swift:1"])
  }

  @Test func `a longer name that ends in a forbidden one is another name`() {
    let file = SourceFile("Sources/VoiceCore/Note.swift", "let it = civilDate(days) + CallDate(1)")
    #expect(HexagonPurity.violations(in: [file]).isEmpty)
  }
}
