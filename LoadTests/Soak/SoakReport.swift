import Foundation

/// How the server stood in one second of a soak run.
public struct SoakSecond: Codable, Equatable, Sendable {
  /// Since the first call, in seconds.
  public let second: Double
  /// Calls that are through.
  public let calls: Int
  public let state: ServerState

  package init(second: Double, calls: Int, state: ServerState) {
    self.second = second
    self.calls = calls
    self.state = state
  }

  var line: String {
    let mebibytes = { (bytes: Double?) in bytes.map { Decimal.text($0 / 1_048_576, places: 1) + " MiB" } ?? "unknown" }
    return "\(calls) calls, heap in use \(mebibytes(state.heapLiveBytes)), resident \(mebibytes(state.residentBytes)), "
      + "\(state.openDescriptors.map { Decimal.text($0, places: 0) } ?? "unknown") descriptors"
  }
}

/// A judged soak run: whether what the calls used was given back.
public struct SoakReport: Codable, Sendable {
  public let plan: SoakPlan
  /// Calls by what became of them.
  public let calls: [String: Int]
  /// What didn't go as it should, by what it was.
  public let unexpected: [String: Int]
  public let seconds: Double
  /// The server at rest, warmed up.
  public let before: ServerState
  /// The server at rest after the last call.
  public let after: ServerState
  public let series: [SoakSecond]
  /// Which limits it broke; empty when all held.
  public let reasons: [String]

  /// Judges a run.
  package init(
    plan: SoakPlan, calls: [SoakPlan.Kind: Int], unexpected: [String: Int], seconds: Double, before: ServerState,
    after: ServerState, series: [SoakSecond]
  ) {
    self.plan = plan
    self.calls = Dictionary(uniqueKeysWithValues: calls.map { ($0.key.rawValue, $0.value) })
    self.unexpected = unexpected
    self.seconds = seconds
    self.before = before
    self.after = after
    self.series = series
    var reasons = unexpected.sorted { $0.key < $1.key }.map { "\($0.value) calls: \($0.key)" }
    if let active = after.callsActive, active > 0 { reasons.append("\(Int(active)) calls never ended") }
    if before.heapLiveBytes == nil { reasons.append("the server doesn't tell how much of its heap is in use") }
    self.reasons = reasons + Self.differences(from: before, to: after, plan.tolerance)
  }

  /// What is more than it was, by more than the tolerance; less is welcome.
  static func differences(from before: ServerState, to after: ServerState, _ tolerance: Double) -> [String] {
    var differences: [String] = []
    if let was = before.ownBytes, let now = after.ownBytes, now > was * (1 + tolerance) {
      differences.append(
        "the heap in use, SQLite's caches aside, grew from \(Int(was) / 1024) to \(Int(now) / 1024) KiB, by "
          + "\(Decimal.text((now / was - 1) * 100, places: 1)) %")
    }
    if let was = before.openDescriptors, let now = after.openDescriptors, now > was * (1 + tolerance) + 1 {
      differences.append("\(Int(was)) descriptors were open, and \(Int(now)) are")
    }
    return differences
  }

  /// The figures, in the order in which they are read.
  public var rows: [CallsReport.Row] {
    let kib = { (bytes: Double?) in bytes.map { "\(Int($0) / 1024) KiB" } ?? "unknown" }
    let count = { (number: Double?) in number.map { "\(Int($0))" } ?? "unknown" }
    let total = calls.values.reduce(0, +)
    let kinds = SoakPlan.Kind.allCases.map { "\(calls[$0.rawValue] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
    let used = after.cpuSeconds.flatMap { after in before.cpuSeconds.map { after - $0 } }
    return [
      .init(
        name: "verdict", value: reasons.isEmpty ? "held" : "broken", meaning: reasons.joined(separator: "; ")),
      .init(name: "calls", value: "\(total)", meaning: "\(kinds); \(plan.atOnce) at once"),
      .init(name: "calls/s", value: Decimal.text(Double(total) / max(seconds, 0.001), places: 0), meaning: ""),
      .init(
        name: "CPU per call",
        value: used.map { Decimal.text($0 * 1000 / Double(max(total, 1)), places: 2) + " ms" } ?? "unknown",
        meaning: "of the server, whatever became of the call"),
      .init(
        name: "heap before", value: kib(before.ownBytes), meaning: "in use at rest, warmed up, SQLite's caches aside"),
      .init(name: "heap after", value: kib(after.ownBytes), meaning: "at most 5 % more"),
      .init(name: "SQLite before", value: kib(before.sqliteBytes), meaning: "page caches and statements"),
      .init(
        name: "SQLite after", value: kib(after.sqliteBytes), meaning: "the caches are bounded to 2,000 KiB a connection"
      ),
      .init(name: "descriptors before", value: count(before.openDescriptors), meaning: ""),
      .init(name: "descriptors after", value: count(after.openDescriptors), meaning: ""),
      .init(name: "resident before", value: kib(before.residentBytes), meaning: ""),
      .init(
        name: "resident after", value: kib(after.residentBytes), meaning: "what the allocator keeps for later included"),
    ]
  }
}

extension SoakReport: LoadReport {
  /// The course of the run, a line a second.
  public var csv: String {
    let field = { (value: Double?) in value.map { Decimal.text($0, places: 0) } ?? "" }
    let lines = series.map { one in
      [
        Decimal.text(one.second, places: 1), "\(one.calls)", field(one.state.heapLiveBytes),
        field(one.state.residentBytes),
        field(one.state.openDescriptors), field(one.state.callsActive),
      ].joined(separator: ",")
    }
    return (["second,calls,heap_live_bytes,resident_bytes,open_descriptors,calls_active"] + lines)
      .joined(separator: "\n") + "\n"
  }

  /// Everything.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// A page that stands alone: figures, and the course of memory and descriptors.
  public var html: String {
    let line = { (name: String, value: (ServerState) -> Double?) in
      LinePlot.Line(
        name: name, points: series.compactMap { one in value(one.state).map { (Double(one.calls), $0) } })
    }
    let memory = LinePlot(
      title: "Memory", description: "Heap in use and resident memory over the calls, in MiB.",
      xLabel: "calls", yLabel: "MiB",
      lines: [
        line("heap in use") { $0.heapLiveBytes.map { $0 / 1_048_576 } },
        line("resident") { $0.residentBytes.map { $0 / 1_048_576 } },
      ])
    let descriptors = LinePlot(
      title: "Descriptors", description: "Descriptors that are open over the calls.", xLabel: "calls",
      yLabel: "descriptors", lines: [line("open descriptors") { $0.openDescriptors }])
    let number = { (value: Double?, scale: Double) in
      value.map { Decimal.text($0 / scale, places: scale == 1 ? 0 : 1) } ?? "unknown"
    }
    return ReportPage(
      title: "Soak of \(plan.calls) calls", verdict: reasons.isEmpty ? "held" : "broken",
      words: reasons.isEmpty
        ? "<strong>All limits held.</strong>"
        : "<strong>Limits broken:</strong> \(Markup.escape(reasons.joined(separator: "; "))).",
      sections: [
        ReportPage.figures(Array(rows.dropFirst())),
        ReportPage.section(
          memory, ["calls", "heap MiB", "resident MiB"],
          series.map {
            [
              "\($0.calls)", number($0.state.heapLiveBytes, 1_048_576), number($0.state.residentBytes, 1_048_576),
            ]
          }),
        ReportPage.section(
          descriptors, ["calls", "descriptors"],
          series.map { ["\($0.calls)", number($0.state.openDescriptors, 1)] }),
      ]
    ).html
  }
}
