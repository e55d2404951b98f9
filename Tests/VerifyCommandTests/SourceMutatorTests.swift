import Testing
import VerifyCommand

@Suite("Generated faults")
struct SourceMutatorTests {
  /// What becomes of a line that stands between two others.
  private func changes(_ line: String, _ kind: SourceMutation.Kind? = nil) -> [String] {
    SourceMutator.mutations(of: "  before()\n\(line)\n  after()\n", path: "Sources/VoiceCore/A/B.swift")
      .filter { $0.line == 2 && (kind == nil || $0.kind == kind) }.map(\.after)
  }

  @Test(arguments: [
    ("let a = b < c", ["let a = b <= c"]), ("let a = b >= c", ["let a = b > c"]),
    ("let a = b == c", ["let a = b != c"]),
    ("let a: Set<Int> = b", []), ("f(x) { a -> B in c }", []),
  ])
  func `comparisons move by their bound`(_ line: String, _ expected: [String]) {
    #expect(changes(line, .comparison) == expected)
  }

  @Test(arguments: [
    ("let a = b && c", ["let a = b || c"]), ("let a = !b", ["let a = b"]),
    ("let a = f(!b, c != d)", ["let a = f(b, c != d)"]),
    ("let a = true", ["let a = false"]), ("let a = b.isEmpty", ["let a = b.count > 0"]), ("f(true: a)", []),
    ("let a = b.contains(c)", ["let a = b.notContains(c)"]), ("let a = b.contains(where: c)", []),
  ])
  func `logic is turned about`(_ line: String, _ expected: [String]) {
    #expect(changes(line, .logic) == expected)
  }

  @Test(arguments: [
    ("guard let a = b, c(a, d) else { return }", ["c(a, d)"]), ("if a.b {", ["a.b"]),
    ("} else if case .a = b, yes {", ["yes"]),
    ("guard let a = b else { return }", []), ("while a(b { $0 }) {", ["a(b { $0 })"]), ("guard yes,", ["yes"]),
    ("return a ? b : c", []),
  ])
  func `conditions are turned about and always met`(_ line: String, _ conditions: [String]) {
    let expected = conditions.flatMap { condition in
      ["!(\(condition))", "true"].map { line.replacing(condition, with: $0) }
    }
    #expect(changes(line, .condition) == expected)
  }

  @Test(arguments: [
    ("let a = b.filter { $0.c }.d", ["let a = b.d"]), ("let a = b.filter(\\.c)", ["let a = b"]),
    ("for a in b where a.c {", ["for a in b where true {"]),
    ("case .a(let b) where b.c: d()", ["case .a(let b) where true: d()"]),
  ])
  func `filters let everything through`(_ line: String, _ expected: [String]) {
    #expect(changes(line, .filter) == expected)
  }

  @Test func `searches look for the opposite`() {
    #expect(changes("let a = b.first { c in c.d }", .condition) == ["let a = b.first { c in !(c.d) }"])
    #expect(changes("let a = b.contains(where: { $0 })", .condition) == ["let a = b.contains(where: { !($0) })"])
  }

  @Test(arguments: [
    ("let a = b.first", ["let a = b.last"]), ("let a = b.first(where: c)", []), ("let a = b.first { $0 }", []),
    ("let a = b.firstIndex", []), ("let a = max(b, c)", ["let a = min(b, c)"]),
    ("let a = b.max()", ["let a = b.min()"]),
    ("let a = b.sorted()", ["let a = b.sorted(by: >)"]),
  ])
  func `orders are swapped`(_ line: String, _ expected: [String]) {
    #expect(changes(line, .order) == expected)
  }

  @Test(arguments: [
    ("let a = 3", ["let a = 4"]), ("let a = b..<c", ["let a = b...c"]), ("let a = b[c...]", []),
    ("let a = $0.1 + 1.5", ["let a = $0.1 - 1.5"]),
    ("let a = b.prefix(c)", ["let a = b.prefix(1 + c)"]), ("let a = b2", []),
  ])
  func `bounds are one off`(_ line: String, _ expected: [String]) {
    #expect(changes(line, .bound) == expected)
  }

  @Test func `facts lose their last and statements are left out`() {
    #expect(
      changes("return Decision(facts: [.a, .b], intentions: [])", .event) == [
        "return Decision(facts: [.a, .b].dropLast(), intentions: [])"
      ])
    for line in ["  a.append(b)", "  try await a.save(b)", "  a += b", "  a.b = c(d)"] {
      #expect(changes(line, .statement) == [""], "\(line)")
    }
    for line in ["  return a(b)", "  let a = b", "  a = b(", "  a(b).c {", "  self.a = b"] {
      #expect(changes(line, .statement).isEmpty, "\(line)")
    }
  }

  @Test(arguments: [
    "// a < b && c", "/* a < b */ struct A {}", "let a = \"b < c && 3 \\(d < e)\"", "func a(b: Int = 3) -> Bool {",
    "@available(macOS 15, *)", "let a = #\"b < 3\"#", "extension A where B == C {", "#if DEBUG && b",
  ])
  func `comments, texts, declarations and attributes stay as they are`(_ line: String) {
    #expect(changes(line).isEmpty, "\(changes(line))")
  }

  @Test func `what spans lines stays as it is`() {
    let source = "let a = \"\"\"\n  b < 3\n  \"\"\"\n/* c < 3\n   d < 3 */\n"
    #expect(SourceMutator.mutations(of: source, path: "A.swift").isEmpty)
  }

  // MARK: - The choice

  private static let sources = ["A", "B"].flatMap { folder in
    SourceMutator.mutations(
      of: (1...40).map { "let a\($0) = b < c && d\nlet e\($0) = f.first" }.joined(separator: "\n"),
      path: "Sources/VoiceCore/\(folder)/C.swift")
  }

  @Test func `equal seeds choose equal faults, folders and kinds in turn, one a line`() {
    let chosen = SourceMutator.chosen(30, of: Self.sources, seed: 1)
    #expect(chosen == SourceMutator.chosen(30, of: Self.sources, seed: 1))
    #expect(chosen != SourceMutator.chosen(30, of: Self.sources, seed: 2))
    #expect(Set(chosen.map(\.place)).count == 30)
    #expect(chosen.count { SourceMutator.folder(of: $0.path) == "A" } == 15)
    for kind in [SourceMutation.Kind.comparison, .logic, .order] { #expect(chosen.count { $0.kind == kind } >= 8) }
  }

  @Test func `there are no more than there are`() {
    #expect(SourceMutator.chosen(1_000, of: Self.sources, seed: 1).count == 160)
    #expect(SourceMutator.chosen(5, of: [], seed: 1).isEmpty)
  }
}
