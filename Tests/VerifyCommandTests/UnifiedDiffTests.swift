import Foundation
import Testing
import VerifyCommand

@Suite("A fault as a unified diff")
struct UnifiedDiffTests {
  private let text = """
    --- a/Sources/Queue.swift
    +++ b/Sources/Queue.swift
    @@ the order
     func next() {
    -  return first
    +  return last
     }
    """
  private let source = "import Core\nfunc next() {\n  return first\n}\nfunc other() {\n  return first\n}\n"

  private func applied(_ diff: String, to source: String) throws -> String {
    let file = try #require(UnifiedDiff(diff).files.first)
    return try file.applied(to: source)
  }

  private func problem(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }

  @Test func `a hunk is applied where its lines stand`() throws {
    #expect(
      try applied(text, to: source)
        == "import Core\nfunc next() {\n  return last\n}\nfunc other() {\n  return first\n}\n")
  }

  @Test func `several files and hunks are read in order`() throws {
    let diff = try UnifiedDiff(
      text + "\n@@\n-a\n--- a/Sources/Other.swift\n+++ b/Sources/Other.swift\n@@ -1,2 +1 @@\n-b\n c\n")
    #expect(diff.files.map(\.path) == ["Sources/Queue.swift", "Sources/Other.swift"])
    #expect(
      diff.files.map { $0.hunks.map(\.before) } == [[["func next() {", "  return first", "}"], ["a"]], [["b", "c"]]])
    #expect(diff.files.last?.hunks.first?.after == ["c"])
  }

  @Test func `a hunk that stands nowhere names itself and its file`() {
    let found = problem { _ = try applied(text, to: "func next() {\n  return  first\n}\n") }
    #expect(found == "hunk 1 of Sources/Queue.swift is found nowhere; it begins with 'func next() {'")
  }

  @Test func `a hunk that stands in two places is refused`() {
    let found = problem { _ = try applied(text, to: source + source) }
    #expect(found == "hunk 1 of Sources/Queue.swift is found 2 times; it begins with 'func next() {'")
  }

  @Test func `a part of a line is not the line`() {
    let diff = "--- a/A.swift\n+++ b/A.swift\n@@\n-return first\n+return last"
    #expect(problem { _ = try applied(diff, to: source) } != nil)
  }

  @Test(arguments: [
    "", "@@\n-a\n+b", "--- a/A.swift\n+++ b/A.swift", "--- a/A.swift\n+++ b/B.swift\n@@\n-a",
    "--- a/A.swift\n+++ b/A.swift\n@@\n+b", "--- a/A.swift\n+++ b/A.swift\n@@\n a",
    "--- a/A.swift\n+++ b/A.swift\n@@\n-a\n\n+b",
    "--- a/A.swift\n+++ b/A.swift\n@@\n-a\nb",
  ])
  func `what is no strict diff is refused`(diff: String) {
    #expect(problem { _ = try UnifiedDiff(diff) } != nil)
  }
}

@Suite("The mutants of a page")
struct MutantPageTests {
  private let page = """
    # Property 6: AI Transfer Logic

    **Law.** Something.

    **Mutant.** A repeated verdict
    counts again.

    ```diff
    --- a/A.swift
    +++ b/A.swift
    @@
    -a
    +b
    ```

    **Not covered yet.** Nothing.
    """

  @Test func `sentence and diff are read`() throws {
    let mutants = try MutantPage.mutants(path: "specs/P06.md", text: page)
    #expect(mutants.map(\.sentence) == ["A repeated verdict counts again."])
    #expect(mutants.flatMap(\.diff.files).map(\.path) == ["A.swift"])
  }

  @Test func `a page may have several, each with its own diff`() throws {
    let second = "**Mutant.** A third one\ncounts never.\n\n```diff\n--- a/B.swift\n+++ b/B.swift\n@@\n-c\n+d\n```\n"
    let mutants = try MutantPage.mutants(path: "specs/P06.md", text: "\(page)\n\n\(second)")
    #expect(mutants.map(\.sentence) == ["A repeated verdict counts again.", "A third one counts never."])
    #expect(mutants.map { $0.diff.files.map(\.path) } == [["A.swift"], ["B.swift"]])
  }

  @Test(arguments: ["**Mutant.**", "```diff"])
  func `a page without the one or the other is refused by its name`(mark: String) {
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    lines.removeAll { $0.hasPrefix(mark) }
    let text = lines.joined(separator: "\n")
    #expect { try MutantPage.mutants(path: "specs/P06.md", text: text) } throws: {
      "\($0)".hasPrefix("specs/P06.md")
    }
  }

  @Test func `a mutant with two blocks is refused`() throws {
    let fence = try #require(page.range(of: "```diff"))
    let text = page + "\n\n" + page[fence.lowerBound...]
    #expect { try MutantPage.mutants(path: "specs/P06.md", text: text) } throws: { "\($0)".contains("2 blocks") }
  }
}
