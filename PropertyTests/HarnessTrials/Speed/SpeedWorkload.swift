import PropertyTesting

/// A law that always holds, to see how fast the harness checks it.
public struct SpeedWorkload: Sendable {
  /// What it does.
  public let name: String
  /// What is counted, a second: `cases/s` or `jobs/s`.
  public let unit: String
  /// The least of it.
  public let bar: Double
  /// Checks so many cases from a seed with the everyday settings; the units that were done, `nil` when the law fell.
  public let run: @Sendable (_ cases: Int, _ seed: UInt64) async -> Int?

  init(_ name: String, _ unit: String, bar: Double, run: @escaping @Sendable (Int, UInt64) async -> Int?) {
    self.name = name
    self.unit = unit
    self.bar = bar
    self.run = run
  }

  /// Everyday settings: one worker, and a limit for each case, so that cases run on a thread of
  /// their own beside a watchdog.
  static func settings(_ cases: Int, _ seed: UInt64) -> RunSettings { RunSettings(cases: cases, seed: seed) }

  private static func cases(_ name: String, bar: Double, _ property: Property) -> SpeedWorkload {
    SpeedWorkload(name, "cases/s", bar: bar) { cases, seed in
      let report = await check(property, settings(cases, seed))
      return report.passed && report.cases == cases ? cases : nil
    }
  }

  /// All of them, those that need one core. Bars: the fastest of the others, or near to what bare loops reach.
  public static let all: [SpeedWorkload] = [
    cases("list of 0 to 100 integers", bar: 1_000_000, Property("lists", for: lists(0...100)) { _ in }),
    cases("exactly 100 integers", bar: 500_000, Property("hundreds", for: lists(100...100)) { _ in }),
    cases("record of phone number, UUID and enum", bar: 1_500_000, Property("records", for: Contact.contact) { _ in }),
    cases(
      "20 steps on a queue model", bar: 250_000,
      Property("queues", machine: SpeedQueueMachine(), steps: 20...20)),
    SpeedWorkload("actors under the deterministic scheduler", "jobs/s", bar: 200_000) { cases, seed in
      await LedgerWorkload.jobs(cases, seed)
    },
  ]

  /// All of full size: small cases, with which runs begin, would be quicker.
  static func lists(_ count: ClosedRange<Int>) -> Gen<[Int]> {
    .array(of: Gen<Int>.any, count: count).resize(100)
  }

  /// How many integers a list of the first workload has on average, as a rate alone says little.
  public static func meanLength(_ cases: Int = 10_000) async -> Double {
    let sum = Counted()
    _ = await check(Property("lists", for: lists(0...100)) { sum.add($0.count) }, settings(cases, 1))
    return Double(sum.value) / Double(cases)
  }
}

/// A record as programs have them.
struct Contact: Sendable {
  enum Kind: CaseIterable, Sendable { case caller, agent, manager }

  let phone: String
  let id: String
  let kind: Kind

  /// Digit by digit: a plus sign and 10 digits, of which the first is none of 0 and 1.
  static let contact: Gen<Contact> = zip(
    Gen<String>.digits(10...10, first: 2...9), Gen<String>.uuidText(in: .lower), Gen<Kind>.cases(of: Kind.self)
  ).map { Contact(phone: "+" + $0, id: $1, kind: $2) }
}
