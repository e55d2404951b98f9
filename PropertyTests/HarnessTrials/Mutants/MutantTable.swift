import PropertyTesting

/// How well planted faults are found: one row a fault.
public struct MutantTable: Sendable {
  /// Cases of one check, as in the everyday profile.
  public static let cases = 100
  /// The least share of seeds, in percent, in which a fault must be found.
  public static let foundPercent = 95

  /// What came of one fault over all seeds.
  public struct Row: Sendable {
    /// The fault.
    public let fault: Fault
    /// Seeds that found it.
    public let found: Int
    /// Seeds tried.
    public let seeds: Int
    /// Cases until it was found, in the middle of the seeds that found it.
    public let medianCases: Int
    /// Steps of the shrunk program, on average.
    public let meanSteps: Double
    /// Evaluations to shrink, on average.
    public let meanEvaluations: Double

    /// Whether it was found often enough.
    public var passed: Bool { found * 100 >= seeds * MutantTable.foundPercent }
  }

  /// One for each fault, in their order.
  public let rows: [Row]
  /// Seeds in which a part without a fault was blamed, as `part: seed`; must be none.
  public let falseAlarms: [String]

  /// Whether every fault was found often enough, and nothing else.
  public var passed: Bool { rows.allSatisfy(\.passed) && falseAlarms.isEmpty }

  /// Checks every fault, and every part without one, from `seeds` seeds each.
  public static func measured(seeds: Int = 100, faults: [Fault] = Fault.allCases) async -> MutantTable {
    var rows: [Row] = []
    for fault in faults { rows.append(await row(fault, seeds: seeds)) }
    var alarms: [String] = []
    for subject in TrialSubject.allCases { alarms += await falseAlarms(subject, seeds: seeds) }
    return MutantTable(rows: rows, falseAlarms: alarms)
  }

  /// A table of what was measured part by part.
  public init(rows: [Row], falseAlarms: [String]) {
    self.rows = rows
    self.falseAlarms = falseAlarms
  }

  /// The seeds for which a part without a fault is blamed.
  /// - Parameter told: Called after each seed.
  public static func falseAlarms(
    _ subject: TrialSubject, seeds: Int, told: () -> Void = {}
  ) async -> [String] {
    var alarms: [String] = []
    for seed in 0..<seeds {
      if await !check(subject.property(), settings(seed)).passed { alarms.append("\(subject.rawValue): \(seed)") }
      told()
    }
    return alarms
  }

  private static func settings(_ seed: Int) -> RunSettings { RunSettings(cases: cases, seed: UInt64(seed)) }

  /// Checks one fault from `seeds` seeds.
  /// - Parameter told: Called after each seed.
  public static func row(_ fault: Fault, seeds: Int, told: () -> Void = {}) async -> Row {
    var cases: [Int] = []
    var steps = 0
    var evaluations = 0
    for seed in 0..<seeds {
      defer { told() }
      let report = await check(trial(fault), settings(seed))
      guard case .falsified(let found) = report.outcome else { continue }
      cases.append(report.cases)
      steps += (found.value as? any CommandProgram)?.length ?? 0
      evaluations += report.evaluations
    }
    let count = Double(max(cases.count, 1))
    return Row(
      fault: fault, found: cases.count, seeds: seeds, medianCases: cases.isEmpty ? 0 : cases.sorted()[cases.count / 2],
      meanSteps: Double(steps) / count, meanEvaluations: Double(evaluations) / count)
  }

  /// The table for a reader of a terminal.
  public var text: String {
    let cells = rows.map { row in
      [
        row.fault.rawValue, "\(row.found)/\(row.seeds)", "\(row.medianCases)", Self.tenths(row.meanSteps),
        Self.tenths(row.meanEvaluations), row.fault.description,
      ]
    }
    let all = [["fault", "found", "median cases", "steps", "evaluations", "what is wrong"]] + cells
    let widths = all[0].indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let lines = all.map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + padding : column == 5 ? row[column] : padding + row[column]
      }.joined(separator: "  ")
    }
    let bad = rows.count { !$0.passed }
    let sum = "\(rows.count) faults, \(bad) below \(Self.foundPercent) %, \(falseAlarms.count) false alarms"
    return (lines + [sum]).joined(separator: "\n")
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int(number * 10 + 0.5)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
