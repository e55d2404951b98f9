extension QueriesReport {
  /// A heading and lines of cells; all but the first columns are numbers.
  public struct Section: Sendable {
    public let title: String
    public let heading: [String]
    public let lines: [[String]]
    /// How many columns hold text.
    public let textColumns: Int
  }

  /// Everything as tables.
  public var sections: [Section] {
    [
      Section(
        title: "store against pgbench, same statements, in turns",
        heading: [
          "operation", "pgbench/s", "store/s", "ratio", "spread", "bar", "CPU µs pgbench", "CPU µs store",
          "switches pgbench", "switches store",
        ],
        lines: comparisons.map { line($0) + costs($0) }, textColumns: 1),
      Section(
        title: "with row-level security against without, same statements",
        heading: ["operation", "without/s", "with/s", "ratio", "spread", "bar"], lines: wall.map(line), textColumns: 1),
      Section(
        title: "growth",
        heading: [
          "tenants", "calls each", "rows", "connections", "pgbench reads/s", "store reads/s", "ratio",
          "store inserts/s",
        ],
        lines: growth.map { growth in
          [
            "\(growth.tenants)", "\(growth.calls)", "\(growth.tenants * growth.calls)", "\(growth.connections)",
            Self.whole(growth.reference.perSecond), Self.whole(growth.read.perSecond),
            Self.percent(growth.read.perSecond / max(growth.reference.perSecond, 1e-9)),
            Self.whole(growth.insert.perSecond),
          ]
        }, textColumns: 0),
      Section(
        title: "round trips of one operation",
        heading: ["operation", "trip", "what is said in it"],
        lines: trips.flatMap { trips in
          trips.trips.enumerated().map { [trips.operation, "\($0 + 1)", $1.map(Self.short).joined(separator: "; ")] }
        }, textColumns: 3),
    ]
  }

  private func line(_ comparison: RateComparison) -> [String] {
    let ratio = comparison.ratio
    return [
      comparison.name, Self.whole(comparison.median { $0.reference.perSecond }),
      Self.whole(comparison.median { $0.ours.perSecond }), Self.percent(ratio.median),
      "\(Self.percent(ratio.least))–\(Self.percent(ratio.most))",
      comparison.bar.map { "\(Self.percent($0)) \(comparison.isHeld ? "held" : "BROKEN")" } ?? "",
    ]
  }

  private func costs(_ comparison: RateComparison) -> [String] {
    [
      Decimal.text(comparison.median { $0.reference.cpuMicroseconds }, places: 1),
      Decimal.text(comparison.median { $0.ours.cpuMicroseconds }, places: 1),
      Decimal.text(comparison.median { $0.reference.switchesEach }, places: 2),
      Decimal.text(comparison.median { $0.ours.switchesEach }, places: 2),
    ]
  }

  static func whole(_ value: Double) -> String { Decimal.text(value, places: 0) }
  static func percent(_ value: Double) -> String { Decimal.text(value * 100, places: 0) + " %" }

  /// The first words of a statement.
  private static func short(_ statement: String) -> String {
    let words = statement.split(whereSeparator: { $0 == " " || $0.isNewline })
    return words.prefix(words.first == "SELECT" ? 2 : 3).joined(separator: " ") + (words.count > 3 ? " …" : "")
  }
}
