import Testing

/// Every figure that the core has to keep to is stated in `docs/limits.md`, and the examples compare each row with the code.
enum LimitsAndSources {
  static let page = "docs/limits.md"

  static func violations(in files: [SourceFile]) -> [Violation] {
    let documented = rows(of: files.first { $0.path == page }?.lines ?? []) { line in
      let cells = line.split(separator: "|").map { $0.trimmed }
      guard cells.count >= 2, let name = cells.first, name.count > 2, name.hasPrefix("`"), name.hasSuffix("`") else {
        return nil
      }
      return (String(name.dropFirst().dropLast()), cells[1])
    }
    var compared: [String: (value: String, line: Int)] = [:]
    var found: [Violation] = []
    for file in files where file.isUnder("Tests/VoiceCoreTests/Limits") {
      for (name, row) in rows(of: file.lines, reading: example) { compared[name] = row }
    }
    for (name, row) in documented where compared[name]?.value != row.value {
      found.append(
        Violation(page, line: row.line, "no example compares \(name) with the code", remedy: "add it to Limit.all"))
    }
    for file in files where file.isSwift && file.isUnder("Sources/VoiceCore") {
      for (index, line) in file.lines.enumerated() {
        guard let name = figure(on: line), !documented.keys.contains(where: { $0.hasSuffix("." + name) }) else {
          continue
        }
        found.append(Violation(file, line: index + 1, "\(name) isn't in \(page)", remedy: "say what it is"))
      }
    }
    return found.sorted { ($0.path, $0.line) < ($1.path, $1.line) }
  }

  private static func rows(
    of lines: [Substring], reading read: (Substring) -> (String, String)?
  ) -> [String: (value: String, line: Int)] {
    var rows: [String: (value: String, line: Int)] = [:]
    for (index, line) in lines.enumerated() {
      if let (name, value) = read(line) { rows[name] = (value, index + 1) }
    }
    return rows
  }

  /// `Limit("Name", Name, "value"),`
  private static func example(_ line: Substring) -> (String, String)? {
    let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
    guard quoted.count == 5, quoted[0].hasSuffix("Limit(") else { return nil }
    return (String(quoted[1]), String(quoted[3]))
  }

  /// The name of a public constant whose value is a number, a time or a range of them.
  private static func figure(on line: Substring) -> String? {
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count == 4, words[0] == "public", words[1] == "static", words[2] == "let",
      let equals = line.firstRange(of: " = ")
    else { return nil }
    var value = line[equals.upperBound...]
    for unit in [".seconds(", ".milliseconds("] where value.hasPrefix(unit) { value = value.dropFirst(unit.count) }
    guard value.allSatisfy({ $0.isNumber || "_.<>*+-() ".contains($0) }), value.contains(where: \.isNumber) else {
      return nil
    }
    return String(line[words[2].endIndex...].drop { $0 == " " }.prefix { $0 != ":" && $0 != " " })
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

@Suite("Limits and sources")
struct LimitsAndSourcesTests {
  private let page = SourceFile(LimitsAndSources.page, "| figure | value |\n| `A.most` | 3 | The most. |\n")
  private let example = SourceFile(
    "Tests/VoiceCoreTests/Limits/Limit+A.swift", "    Limit(\"A.most\", A.most, \"3\"),\n")

  @Test func `every figure is stated, and compared`() throws {
    let files = Project.onDisk.files
    try #require(files.contains { $0.path == LimitsAndSources.page })
    expectNone(LimitsAndSources.violations(in: files))
  }

  @Test func `a figure that nobody states, and one that nobody compares, are found`() {
    let good = SourceFile("Sources/VoiceCore/A.swift", "enum A {\n  public static let most = 3\n}\n")
    #expect(LimitsAndSources.violations(in: [page, example, good]).isEmpty)
    #expect(LimitsAndSources.violations(in: [page, good]).places == ["docs/limits.md:2"])
    let other = SourceFile(
      "Sources/VoiceCore/B.swift",
      "  public static let rest: Duration = .seconds(2 * 60)\n  public static let range = -1...1_000\n"
        + "  public static let start = Place(of: 0)\n  private static let least = 1\n")
    #expect(
      LimitsAndSources.violations(in: [page, example, other]).places
        == ["Sources/VoiceCore/B.swift:1", "Sources/VoiceCore/B.swift:2"])
    let wrong = SourceFile(example.path, "Limit(\"A.most\", A.most, \"4\"),")
    #expect(LimitsAndSources.violations(in: [page, wrong]).places == ["docs/limits.md:2"])
  }
}
