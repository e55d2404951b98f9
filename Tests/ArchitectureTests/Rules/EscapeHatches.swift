import Testing

/// What switches a check of the compiler off, or ends the process, has its reason beside it: in a comment on the same
/// line or in the comment directly above. A doc comment says what a thing is; it counts when it speaks of the hatch.
enum EscapeHatches {
  static let hatches = ["@unchecked Sendable", "nonisolated(unsafe)", "unowned(unsafe)", "try!", "as!", "fatalError("]

  static func violations(in files: [SourceFile]) -> [Violation] {
    files.filter(\.isSwift).flatMap { file in
      file.code.enumerated().flatMap { index, line in
        hatches.filter { line.mentions($0) && !hasReason(for: $0, at: index, in: file) }.map {
          Violation(
            file, line: index + 1, "`\($0)` without a reason",
            remedy: "say why it can't go wrong, in a comment beside it")
        }
      }
    }
  }

  private static func hasReason(for hatch: String, at index: Int, in file: SourceFile) -> Bool {
    if says(file.comments[index], about: hatch) { return true }
    var above = index - 1
    // Attributes may stand between a declaration and its comment.
    while above >= 0, isBlank(file.comments[above]), file.code[above].drop(while: { $0 == " " }).hasPrefix("@") {
      above -= 1
    }
    while above >= 0, isBlank(file.code[above]), !isBlank(file.comments[above]) {
      if says(file.comments[above], about: hatch) { return true }
      above -= 1
    }
    return false
  }

  private static func says(_ comment: String, about hatch: String) -> Bool {
    let text = comment.drop { $0 == " " }
    guard text.contains(where: \.isLetter) else { return false }
    return !text.hasPrefix("///") || topics(of: hatch).contains { text.contains($0) }
  }

  /// The words of a hatch by which a doc comment may speak of it: `unchecked`, `Sendable`.
  private static func topics(of hatch: String) -> [Substring] { hatch.words.filter { $0.count > 2 } + [hatch[...]] }

  private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }
}

@Suite("Escape hatches")
struct EscapeHatchesTests {
  @Test func `whatever switches a check off says why`() {
    // In a manifest `fatalError` is how an error is reported.
    expectNone(EscapeHatches.violations(in: Project.onDisk.files.filter { $0.path != "Package.swift" }))
  }

  @Test(arguments: EscapeHatches.hatches)
  func `each hatch without a reason is found`(hatch: String) {
    let file = SourceFile("Sources/Web/A.swift", "/// A thing.\nlet it = \(hatch) x)")
    #expect(EscapeHatches.violations(in: [file]).places == ["Sources/Web/A.swift:2"])
  }

  @Test(arguments: EscapeHatches.hatches)
  func `a comment beside or above is a reason`(hatch: String) {
    let beside = SourceFile("Sources/Web/A.swift", "let it = \(hatch) x)  // the text is a constant of ours")
    let above = SourceFile("Sources/Web/B.swift", "// The lock guards all of it.\n@frozen\nlet it = \(hatch) x)")
    #expect(EscapeHatches.violations(in: [beside, above]).isEmpty)
  }

  @Test func `an empty comment, or one two lines above, is none`() {
    let empty = SourceFile("Sources/Web/A.swift", "//\nlet it = try! x()  // ---")
    let far = SourceFile("Sources/Web/B.swift", "// The lock guards it.\nlet a = 1\nlet it = try! x()")
    #expect(EscapeHatches.violations(in: [empty, far]).places == ["Sources/Web/A.swift:2", "Sources/Web/B.swift:3"])
  }

  @Test func `a doc comment that speaks of the hatch is a reason`() {
    let file = SourceFile(
      "Sources/Web/A.swift", "/// Unmoved after its making, hence unchecked.\nfinal class A: @unchecked Sendable {}")
    #expect(EscapeHatches.violations(in: [file]).isEmpty)
  }
}
