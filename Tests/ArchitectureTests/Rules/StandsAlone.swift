import Testing

/// The project stands on a fresh clone: it names no place outside of itself, and it holds no secret.
enum StandsAlone {
  static func outsidePaths(in files: [SourceFile]) -> [Violation] {
    // Put together here, so that this file doesn't hold what it looks for.
    let outside = ["wo" + "rk", "ro" + "ot", "ho" + "me", "fa" + "rm", "Us" + "ers"].joined(separator: "|")
    return matches(
      of: try? Regex("\\.\\./sha" + "red|(^|[^A-Za-z0-9_.)}/-])/(\(outside))/[A-Za-z.]"), in: files,
      "names a place of one machine",
      remedy: "carry the fact over in your own words, or find the path from the project's root")
  }

  static func secrets(in files: [SourceFile]) -> [Violation] {
    let shapes = [
      "AKIA(?![A-Z0-9]*EXAMPLE)[A-Z0-9]{16}", "BEGIN [A-Z ]*PRIV" + "ATE KEY-----\\s*[A-Za-z0-9+/]",
      "\\b(sk|rk)_live_[A-Za-z0-9]{8,}", "\\bsk-[A-Za-z0-9_-]{20,}", "\\bgh[pousr]_[A-Za-z0-9]{30,}",
      "\\bxox[abp]-[A-Za-z0-9-]{10,}",
    ].joined(separator: "|")
    return matches(
      of: try? Regex(shapes), in: files, "looks like a secret",
      remedy: "revoke it if it was one; tests make their keys when they run")
  }

  private static func matches(
    of pattern: Regex<AnyRegexOutput>?, in files: [SourceFile], _ what: String, remedy: String
  ) -> [Violation] {
    guard let pattern else { return [Violation("Tests/ArchitectureTests", "a pattern isn't one", remedy: "mend it")] }
    return files.flatMap { file in
      file.lines.enumerated().filter { $1.firstMatch(of: pattern) != nil }.map { index, _ in
        Violation(file, line: index + 1, what, remedy: remedy)
      }
    }
  }
}

@Suite("The project stands alone")
struct StandsAloneTests {
  @Test func `no file names a place outside of the project`() throws {
    try #require(Project.onDisk.files.count > 50)
    expectNone(StandsAlone.outsidePaths(in: Project.onDisk.files))
  }

  @Test func `no file holds what looks like a secret`() {
    expectNone(StandsAlone.secrets(in: Project.onDisk.files))
  }

  @Test(arguments: ["see ../sha" + "red/NOTES.md", "cd /ro" + "ot/x", "\"/ho" + "me/me/x\"", "(/wo" + "rk/main)"])
  func `a path of one machine is found`(text: String) {
    #expect(StandsAlone.outsidePaths(in: [SourceFile("docs/a.md", "fine\n" + text)]).places == ["docs/a.md:2"])
  }

  @Test(arguments: ["https://example.com/ho" + "me/x", "Sources/Wo" + "rk/a.swift", "a network/path", "/v1/calls"])
  func `a path of the project or of the web is fine`(text: String) {
    #expect(StandsAlone.outsidePaths(in: [SourceFile("docs/a.md", text)]).isEmpty)
  }

  @Test(arguments: [
    "AKIA" + "QWERTYUIOPASDFGH", "sk_li" + "ve_0123456789", "sk-" + "proj-0123456789abcdefghij",
    "ghp" + "_0123456789012345678901234567890123",
  ])
  func `a secret is found`(text: String) {
    #expect(StandsAlone.secrets(in: [SourceFile("deploy/a.env", "KEY=" + text)]).places == ["deploy/a.env:1"])
  }

  @Test func `the example key of a vendor's pages is none`() {
    #expect(StandsAlone.secrets(in: [SourceFile("docs/a.md", "AKIAIOSFODNN7EXAMPLE")]).isEmpty)
  }
}
