import Testing

/// Each page in `specs/` names its mutants, one at least, and carries each fault as a diff that fits the sources as they are, so
/// that `voicecore-verify --mutant` can plant it.
enum PagesAndMutants {
  static func violations(in files: [SourceFile]) -> [Violation] {
    files.filter { $0.isUnder("specs") && $0.name.hasPrefix("P") && $0.name.hasSuffix(".md") }
      .flatMap { check($0, against: files) }
  }

  private static func check(_ page: SourceFile, against files: [SourceFile]) -> [Violation] {
    let lines = page.lines
    var found: [Violation] = []
    let sentences = lines.indices.filter { lines[$0].hasPrefix("**Mutant.** ") }
    let fences = lines.indices.filter { lines[$0] == "```diff" }
    if sentences.isEmpty {
      found.append(
        Violation(
          page, line: 1, "names no mutant", remedy: "write a paragraph `**Mutant.** What is wrong, in a sentence.`"))
    }
    for (sentence, next) in zip(sentences, sentences.dropFirst() + [lines.endIndex]) {
      let own = fences.filter { sentence < $0 && $0 < next }
      guard own.count == 1, let fence = own.first,
        let end = lines[fence..<next].dropFirst().firstIndex(where: { $0 == "```" })
      else {
        found.append(
          Violation(
            page, line: sentence + 1, "has \(own.count) diffs", remedy: "a mutant is one block fenced by ```diff"))
        continue
      }
      found += misfits(page, fence + 1..<end, against: files)
    }
    return found
  }

  /// Hunks whose lines don't stand in exactly one place of the file that they name.
  private static func misfits(_ page: SourceFile, _ block: Range<Int>, against files: [SourceFile]) -> [Violation] {
    var found: [Violation] = []
    var path = ""
    var hunks: [(path: String, line: Int, before: [Substring], changes: Bool)] = []
    for index in block {
      let line = page.lines[index]
      if line.hasPrefix("--- a/") {
        path = String(line.dropFirst("--- a/".count))
      } else if line.hasPrefix("@@") {
        hunks.append((path, index + 1, [], false))
      } else if let last = hunks.indices.last, let first = line.first, " -+".contains(first), !line.hasPrefix("+++ b/")
      {
        if first != "+" { hunks[last].before.append(line.dropFirst()) }
        if first != " " { hunks[last].changes = true }
      } else if line != "+++ b/\(path)" {
        found.append(Violation(page, line: index + 1, "is no line of a diff", remedy: "begin it with a blank, - or +"))
      }
    }
    if hunks.isEmpty { found.append(Violation(page, line: block.lowerBound, "has no hunk", remedy: "write `@@`")) }
    for hunk in hunks {
      let count = files.first { $0.path == hunk.path }.map { places(of: hunk.before, in: $0.lines) } ?? 0
      guard count == 1, hunk.changes else {
        found.append(
          Violation(
            page, line: hunk.line, "the hunk is found \(count) times in \(hunk.path)",
            remedy: "plant it into the code as it is now, with context enough to be found once"))
        continue
      }
    }
    return found
  }

  private static func places(of before: [Substring], in lines: [Substring]) -> Int {
    before.isEmpty ? 0 : lines.indices.count { lines[$0...].starts(with: before) }
  }
}

@Suite("Pages and mutants")
struct PagesAndMutantsTests {
  private let source = SourceFile("Sources/VoiceCore/A.swift", "let a = 1\nlet b = 1\nlet c = 1\nlet b = 1\n")

  private func page(_ text: String) -> SourceFile {
    SourceFile("specs/P06-ai-transfer-logic.md", "# Property 6: AI Transfer Logic\n\n\(text)\n")
  }

  private func page(hunk: String) -> SourceFile {
    page(
      "**Mutant.** It is wrong.\n\n```diff\n--- a/Sources/VoiceCore/A.swift\n+++ b/Sources/VoiceCore/A.swift\n@@\n\(hunk)\n```"
    )
  }

  @Test func `every page names its mutant, and its diff fits the sources`() throws {
    let files = Project.onDisk.files
    try #require(files.contains { $0.isUnder("specs") })
    expectNone(PagesAndMutants.violations(in: files))
  }

  @Test func `a hunk that stands once fits`() {
    #expect(PagesAndMutants.violations(in: [page(hunk: "-let a = 1\n+let a = 2\n let b = 1"), source]).isEmpty)
  }

  @Test(arguments: [
    "-let d = 1\n+let d = 2", "-let b = 1\n+let b = 2", "-let a = 1\n-let c = 1", "+let a = 2", " let a = 1",
  ])
  func `a hunk that stands nowhere or twice, or changes nothing, is found at its line`(hunk: String) {
    #expect(
      PagesAndMutants.violations(in: [page(hunk: hunk), source]).places == ["specs/P06-ai-transfer-logic.md:8"])
  }

  @Test func `a file that isn't there is found`() {
    #expect(PagesAndMutants.violations(in: [page(hunk: "-let a = 1\n+let a = 2")]).count == 1)
  }

  @Test func `a page without a sentence, and one without a diff, are found`() {
    #expect(PagesAndMutants.violations(in: [page("**Mutant.** It is wrong.")]).count == 1)
    #expect(PagesAndMutants.violations(in: [page("Nothing.")]).count == 1)
  }

  @Test func `each of several mutants has its own diff`() {
    let one =
      "**Mutant.** It is wrong.\n\n```diff\n--- a/\(source.path)\n+++ b/\(source.path)\n@@\n-let a = 1\n+let a = 2\n```"
    let other = one.replacing("let a", with: "let c")
    #expect(PagesAndMutants.violations(in: [page("\(one)\n\n\(other)"), source]).isEmpty)
    #expect(PagesAndMutants.violations(in: [page("\(one)\n\n**Mutant.** So, too."), source]).count == 1)
    #expect(
      PagesAndMutants.violations(in: [page("\(one)\n\n\(other.replacing("1", with: "7"))"), source]).places
        == ["specs/P06-ai-transfer-logic.md:18"])
  }
}
