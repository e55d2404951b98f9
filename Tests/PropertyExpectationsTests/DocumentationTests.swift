import Foundation
import PropertyTesting
import Testing

/// A price with a fault, for the failure printed in the documentation.
private func discounted(nights: Int) -> Int { 90 * nights - (nights >= 7 ? 100 : 0) }

@Suite("docs/harness.md")
struct DocumentationTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  private static let root = tests.deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: [
    ("harness.md", "DocumentationSamples.swift", 15), ("harness-tutorial.md", "TutorialSamples.swift", 6),
  ])
  func `every sample is one that compiles, word for word`(_ page: String, _ code: String, _ count: Int) throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/\(page)"), encoding: .utf8)
    let code = try String(contentsOf: Self.tests.appending(path: code), encoding: .utf8)
    let samples = code.components(separatedBy: "// sample: ").dropFirst()
    #expect(samples.count == count)
    #expect(page.components(separatedBy: "```swift").count - 1 == samples.count)
    for sample in samples {
      let name = sample.prefix { $0 != "\n" }
      let text = sample.dropFirst(name.count + 1).components(separatedBy: "// end").first ?? ""
      #expect(page.contains("<!-- sample: \(name) -->\n```swift\n\(text)```"), "\(name)")
    }
  }

  @Test func `the printed failure is a real one`() async throws {
    let property = Property("One night more never costs less", for: .booking) { booking in
      let (price, longer) = (discounted(nights: booking.nights), discounted(nights: booking.nights + 1))
      try requireAtMost(price, longer, "\(booking.nights + 1) nights", file: "BookingTests/Prices.swift", line: 12)
    }
    let text = await check(property).text(replay: "PROPERTY_REPLAY=")
    let page = try String(contentsOf: Self.root.appending(path: "docs/harness.md"), encoding: .utf8)
    // How many cases it took, and the tokens, are the engine's affair.
    let story = text.split(separator: "\n").filter {
      !$0.contains("falsified after") && !$0.contains("PROPERTY_REPLAY")
    }
    #expect(story.count == 3)
    let missing = story.filter { !page.contains($0) }
    #expect(missing.isEmpty, "\(text)")
  }

  @Test(arguments: [
    ("harness.md", Property("The till shows all payments", machine: TillMachine())),
    ("harness.md", Property("The office counts its tickets", machine: TicketMachine())),
    ("harness.md", .noOverdraft), ("harness.md", .transfersEnd), ("harness.md", .countsTogether),
    ("harness-tutorial.md", .fittingStays),
    ("harness-tutorial.md", Property("The latest call is known", machine: RecentCallsMachine())),
    ("harness-tutorial.md", .soldOnce),
  ])
  func `failures are printed as they come`(_ page: String, _ property: Property) async throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/\(page)"), encoding: .utf8)
    let report = await check(property)
    let found = try #require(report.counterexample)
    let lines = found.text.split(separator: "\n") + found.failure.message.split(separator: "\n")
    let missing = lines.filter { !page.contains($0) }
    #expect(missing.isEmpty, "\(report.text(replay: "PROPERTY_REPLAY="))")
  }

  @Test func `what holds alone falls together, and what is sought is found`() async {
    #expect(await check(.countsAlone).passed)
    #expect(await !check(.queueStaysShort, RunSettings(cases: 3_000)).passed)
    #expect(await check(.queueStaysShort, RunSettings(cases: 20)).passed)
  }

  @Test func `every feature names a test that exists`() throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/harness.md"), encoding: .utf8)
    let table = page.components(separatedBy: "## Every feature and its test").last?.components(separatedBy: "\n## ")
      .first
    let rows = (table ?? "").split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2)
    #expect(rows.count >= 34)
    for row in rows {
      let names = row.matches(of: /`(\w+)\.(\w+)\/([^`]+)`/)
      #expect(!names.isEmpty, "\(row)")
      for name in names {
        let code = try Self.code(ofTests: String(name.1))
        let suite = code.first { $0.contains("struct \(name.2) {") && $0.contains("func `\(name.3)`") }
        #expect(suite != nil, "there is no test \(name.0)")
      }
    }
  }

  private static func code(ofTests module: String) throws -> [String] {
    let folder = root.appending(path: "Tests/\(module)")
    guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test func `the table of generators names what there is`() throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/harness.md"), encoding: .utf8)
    var missing: [String] = []
    for folder in ["PropertyTesting/Generators", "FoundationGenerators"] {
      let path = Self.root.appending(path: "Sources/\(folder)")
      for file in try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil) {
        let code = try String(contentsOf: file, encoding: .utf8)
        let names = code.matches(of: /public (?:static )?(?:func|var) (\w+)[^{]*?(?:-> |: )Gen/).map(\.1)
        missing += names.filter { !page.contains("`\($0)") && !page.contains(".\($0)") }.map(String.init)
      }
    }
    #expect(missing.isEmpty)
  }
}
