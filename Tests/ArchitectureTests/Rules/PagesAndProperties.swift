import Testing

/// Each page in `specs/` has its property and the reverse; number and title are the link.
enum PagesAndProperties {
  static func violations(in files: [SourceFile]) -> [Violation] {
    let pages = files.filter { $0.isUnder("specs") && number(in: $0.name) != nil }
    let properties = files.filter { $0.isUnder("PropertyTests/Properties") && $0.isSwift && number(in: $0.name) != nil }
    let tests = files.filter { $0.isUnder("PropertyTests/Tests") }
    return pages.flatMap { check($0, in: properties) } + properties.flatMap { check($0, in: pages, tests) }
  }

  private static func check(_ page: SourceFile, in properties: [SourceFile]) -> [Violation] {
    guard let number = number(in: page.name) else { return [] }
    guard let heading = heading(of: page), heading.number == number else {
      return [
        Violation(
          page, line: 1, "the first heading isn't `# Property \(number): Title`",
          remedy: "file name and heading carry the same number")
      ]
    }
    guard properties.contains(where: { Self.number(in: $0.name) == number }) else {
      return [
        Violation(
          page, line: 1, "property \(number) has a page and no check",
          remedy: "add PropertyTests/Properties/\(prefix(number))….swift")
      ]
    }
    return []
  }

  private static func check(_ property: SourceFile, in pages: [SourceFile], _ tests: [SourceFile]) -> [Violation] {
    guard let number = number(in: property.name) else { return [] }
    let fitting = pages.filter { Self.number(in: $0.name) == number }
    guard fitting.count == 1, let page = fitting.first, let heading = heading(of: page) else {
      return [
        Violation(
          property, line: 1, "property \(number) has \(fitting.count) pages",
          remedy: "it has one, specs/\(prefix(number))-….md")
      ]
    }
    var found: [Violation] = []
    let titles = titles(in: property)
    if titles.isEmpty {
      found.append(
        Violation(
          property, line: 1, "states no number and title", remedy: "write `Property(\(number), \"\(heading.title)\", …`"
        ))
    }
    for title in titles where title.number != number || title.title != heading.title {
      found.append(
        Violation(
          property, line: title.line, "is \(title.number) \"\(title.title)\"",
          remedy: "\(page.path) says \(number) \"\(heading.title)\""))
    }
    if !property.text.contains(page.path) {
      found.append(
        Violation(property, line: 1, "doesn't name its page", remedy: "write \(page.path) in the doc comment"))
    }
    let test = "\"Feature: voicecore-ai, Property \(number): \(heading.title)\""
    if !tests.contains(where: { $0.text.contains(test) }) {
      found.append(Violation(property, line: 1, "no test in PropertyTests/Tests is called \(test)", remedy: "add it"))
    }
    return found
  }

  /// 6 of `P06-ai-transfer-logic.md` and `P06AITransferLogic.swift`.
  private static func number(in name: Substring) -> Int? {
    guard name.hasPrefix("P"), name.dropFirst().prefix(while: \.isNumber).count == 2 else { return nil }
    return Int(name.dropFirst().prefix(2))
  }

  private static func prefix(_ number: Int) -> String { number < 10 ? "P0\(number)" : "P\(number)" }

  private static func heading(of page: SourceFile) -> (number: Int, title: String)? {
    guard let line = page.lines.first(where: { $0.hasPrefix("# ") }),
      let match = line.wholeMatch(of: #/# Property (\d+): (.+)/#),
      let number = Int(match.1)
    else { return nil }
    return (number, String(match.2))
  }

  /// Every `Property(6, "Title"` and `number: 6, title: "Title"`.
  private static func titles(in file: SourceFile) -> [(number: Int, title: String, line: Int)] {
    let text = file.text
    return text.matches(of: #/(?:Property\(\s*|number:\s*)(\d+),\s*(?:title:\s*)?"([^"]*)"/#).compactMap { match in
      guard let number = Int(match.1) else { return nil }
      return (number, String(match.2), text[..<match.range.lowerBound].count { $0 == "\n" } + 1)
    }
  }
}

@Suite("Pages and properties")
struct PagesAndPropertiesTests {
  private let page = SourceFile("specs/P06-ai-transfer-logic.md", "# Property 6: AI Transfer Logic\n")
  private let property = SourceFile(
    "PropertyTests/Properties/P06AITransferLogic.swift",
    "/// specs/P06-ai-transfer-logic.md\nlet it = Law(\n  number: 6, title: \"AI Transfer Logic\",\n  Property(6, \"AI Transfer Logic\"))"
  )
  private let test = SourceFile(
    "PropertyTests/Tests/PropertyTests.swift",
    "@Test(\"Feature: voicecore-ai, Property 6: AI Transfer Logic\") func p06() {}")

  @Test func `each page in specs has its property with the same title, and the reverse`() throws {
    let files = Project.onDisk.files
    try #require(files.contains { $0.isUnder("specs") })
    expectNone(PagesAndProperties.violations(in: files))
  }

  @Test func `a page, its property and its test agree`() {
    expectNone(PagesAndProperties.violations(in: [page, property, test]))
  }

  @Test func `a page without a property is found`() {
    #expect(PagesAndProperties.violations(in: [page]).places == ["specs/P06-ai-transfer-logic.md:1"])
  }

  @Test func `a property without a page is found`() {
    #expect(
      PagesAndProperties.violations(in: [property, test]).places == [
        "PropertyTests/Properties/P06AITransferLogic.swift:1"
      ])
  }

  @Test func `a property without a test of its name is found`() {
    #expect(PagesAndProperties.violations(in: [page, property]).count == 1)
  }

  @Test func `titles that differ are found, each at its line`() {
    let other = SourceFile("specs/P06-ai-transfer-logic.md", "# Property 6: AI transfer")
    let found = PagesAndProperties.violations(in: [other, property, test])
    #expect(found.places.contains("PropertyTests/Properties/P06AITransferLogic.swift:3"))
    #expect(found.places.contains("PropertyTests/Properties/P06AITransferLogic.swift:4"))
  }

  @Test func `a heading with another number is found`() {
    let other = SourceFile("specs/P06-ai-transfer-logic.md", "# Property 7: AI Transfer Logic")
    #expect(
      PagesAndProperties.violations(in: [other, property, test]).places.contains("specs/P06-ai-transfer-logic.md:1"))
  }
}
