import Foundation
import PropertyTesting
import Testing
import VerifyCommand

@Suite("The page of a report")
struct ReportPageTests {
  /// Whatever the number of cases. A browser shows so much at once.
  private static let largestPage = 64 << 10

  private static func page(_ laws: [CheckedLaw]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("page-\(UUID().uuidString).html")
    defer { try? FileManager.default.removeItem(at: file) }
    try ReportFiles("html=\(file.path)").write(laws, Sample.head)
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test func `properties stand against subjects and planted faults, each cell leads to its story`() throws {
    var caught = Sample.row(.caught, failure: "Property 6 on core, mutant caught: a fault")
    caught.mutant = true
    let page = try Self.page(
      [
        Sample.row(.held), Sample.row(.falsified, subject: "memory", failure: "no"), caught,
        Sample.row(.held, property: 18, title: "Queue", subject: "memory"),
      ].map { CheckedLaw($0) })
    let matrix = try #require(
      page.components(separatedBy: "<table class=\"matrix\">").last?.components(separatedBy: "</table>").first)
    for column in ["core", "memory", "core, mutant"] { #expect(matrix.contains("<th scope=\"col\">\(column)</th>")) }
    #expect(matrix.components(separatedBy: "<th scope=\"row\">").count - 1 == 2)
    #expect(matrix.components(separatedBy: ">✓</a>").count - 1 == 3 && matrix.contains(">✗ falsified</a>"))
    #expect(matrix.components(separatedBy: "<td>·</td>").count - 1 == 2)
    let targets = matrix.components(separatedBy: "href=\"#").dropFirst().compactMap { $0.split(separator: "\"").first }
    #expect(targets.count == 4 && targets.allSatisfy { page.contains("<details id=\"\($0)\"") })
    #expect(try !Self.page([CheckedLaw(Sample.row(.held))]).contains("class=\"matrix\""))
  }

  // MARK: - Time lines

  /// Counts what is paid; the system forgets the third payment.
  private struct TillMachine: ParallelMachine {
    struct Pay: Sendable { let amount: Int }
    actor Till {
      private var (sum, count) = (0, 0)
      func pay(_ amount: Int) -> Int {
        count += 1
        if count != 3 { sum += amount }
        return sum
      }
    }

    let initialModel = 0
    let commands: [CommandKind<Self>] = [.command("pay", with: .int(1...9)) { Pay(amount: $0) }]
    func apply(_ command: Pay, to sum: inout Int) -> Int {
      sum += command.amount
      return sum
    }
    func start() -> Till { Till() }
    func run(_ command: Pay, on till: inout Till) async -> Int { await till.pay(command.amount) }
  }

  private static func failing(_ property: Property) async -> CheckedLaw {
    CheckedLaw(18, "Till", on: "core", await check(property), cases: 100, elapsed: .zero)
  }

  @Test func `a program that fails is a time line, with the step that fails and what is so after each`() async throws {
    let page = try Self.page([await Self.failing(Property(18, "Till", machine: TillMachine()))])
    let course = try #require(
      page.components(separatedBy: "<table class=\"course\">").last?.components(separatedBy: "</table>").first)
    #expect(
      course.components(separatedBy: "<tr>").count - 1 == 3 && course.components(separatedBy: "fails here").count == 2)
    let failing = try #require(course.components(separatedBy: "<tr class=\"fails\">").last)
    #expect(failing.contains("Pay(amount: 1)") && failing.contains("<td><code>3</code></td>"), "\(course)")
  }

  @Test func `clients at once have a column each`() async throws {
    let page = try Self.page([await Self.failing(Property(18, "Till", parallel: TillMachine()))])
    #expect(page.contains("<th scope=\"col\">client 1</th><th scope=\"col\">client 2</th>"))
  }

  @Test func `a value that is no course has no time line`() async throws {
    let law = await Self.failing(Property(18, "Till", for: Gen<Int>.int(0...9)) { try require($0 < 5) })
    #expect(try !Self.page([law]).contains("class=\"course\""))
  }

  // MARK: - Size

  @Test func `a hundred thousand cases, each with labels of its own, make a page that opens at once`() async throws {
    let cases = 100_000
    let numbers = Property(
      18, "many labels", for: .int(0...Int.max), labels: { ["\($0)", "last digit \($0 % 10)"] }
    ) { _ in }
    let large = Property(19, "large values", for: .string(of: .element(of: Array("ab")), count: 4_000...4_100)) {
      text in
      try require(text.isEmpty, String(repeating: text, count: 10))
    }
    let few = RunSettings(cases: cases, maximumShrinkEvaluations: 0, workers: 2)
    let held = await check(numbers, few)
    #expect(held.passed && held.cases == cases && held.labels.count > cases / 2)
    let page = try Self.page([
      CheckedLaw(18, "many labels", on: "core", held, cases: cases, elapsed: .seconds(1)),
      CheckedLaw(19, "large values", on: "core", await check(large, few), cases: cases, elapsed: .seconds(1)),
    ])
    #expect(page.utf8.count < Self.largestPage, "\(page.utf8.count) bytes")
    #expect(page.contains("Labels, the 20 most frequent of \(held.labels.count)") && page.contains("last digit 7"))
    #expect(page.contains("characters left out here"))
  }

  @Test func `of a long program the events around the failure are shown`() async throws {
    let pay = TillMachine.Pay(amount: 1)
    let long = Program(Array(repeating: pay, count: 1_000), of: TillMachine())
    let property = Property(18, "long", for: .just(long)) { _ in throw Refused() }
    let page = try Self.page([await Self.failing(property)])
    #expect(page.utf8.count < Self.largestPage, "\(page.utf8.count) bytes")
    #expect(page.contains("Time line, without 900 events"))
    #expect(page.contains("<tr class=\"fails\"><th scope=\"row\" class=\"number\">700</th>"))
  }

  private struct Refused: Error, CustomStringConvertible {
    let description = "step 700, no"
  }
}
