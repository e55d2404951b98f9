import CommandConventions
import Foundation
import HarnessTrials

/// What was measured of the harness's speed, against its bars.
struct SpeedTable {
  private struct Row: Encodable {
    let workload: String
    let measured: Double
    /// The middle slice: far below the best one, the machine was busy.
    let median: Double?
    let unit: String
    let bar: Double
    let met: Bool
    let digits: Int
    let note: String

    enum CodingKeys: String, CodingKey { case workload, measured, median, unit, bar, met, note }
  }

  private let rows: [Row]

  init(_ trials: [SpeedTrial], _ workers: WorkerTrial, _ allocations: [DrawAllocations], meanLength: Double) {
    let speeds = trials.enumerated().map { place, trial in
      Row(
        workload: trial.workload.name, measured: trial.best, median: Self.median(trial.rates),
        unit: trial.workload.unit, bar: trial.workload.bar, met: trial.isMet, digits: 0,
        note: trial.fell
          ? "THE LAW FELL" : place == 0 ? "\(CountText.fixed(meanLength, 1)) integers on average" : "")
    }
    let differences = workers.differences.count
    let ratio = Row(
      workload: "two workers against one", measured: workers.ratio, median: nil, unit: "times", bar: WorkerTrial.bar,
      met: workers.isMet, digits: 2,
      note: differences == 0
        ? "same reports of laws that hold and fall"
        : "REPORTS DIFFER: " + workers.differences.prefix(3).joined(separator: "; "))
    let draws = allocations.map { kind in
      Row(
        workload: "heap allocations of drawing: \(kind.kind)", measured: kind.perDraw, median: nil, unit: "a draw",
        bar: 0, met: kind.isMet, digits: 4, note: "")
    }
    rows = speeds + [ratio] + draws
  }

  private static func median(_ rates: [Double]) -> Double? {
    rates.isEmpty ? nil : rates.sorted()[rates.count / 2]
  }

  var isMet: Bool { rows.allSatisfy(\.met) }

  private static let how =
    "Best slice by processor time of the whole process, one worker, everyday settings; two workers by the clock on"
    + " the wall, which wants two idle cores."

  /// Who else wants the processors, as Linux counts it.
  private static var load: Double {
    var loads = [0.0]
    return getloadavg(&loads, 1) == 1 ? loads[0] : .nan
  }

  func text(colour: Colour) -> String {
    let body = rows.map { row in
      [
        row.workload, CountText.fixed(row.measured, row.digits), row.median.map { CountText.fixed($0, 0) } ?? "",
        CountText.fixed(row.bar, row.digits == 4 ? 0 : row.digits), row.unit,
        row.met ? colour.paint("met", .good) : colour.paint("MISSED", .bad), row.note,
      ]
    }
    let table = TextTable(
      ["workload", "best", "median", "bar", "", "verdict", ""], body, rightAligned: [1, 2, 3]
    ).text
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return "\(Self.how)\nLoad \(CountText.fixed(Self.load, 1)) on \(cores) cores.\n\n\(table)"
  }

  private struct Document: Encodable {
    let schema: Int
    let met: Bool
    let method: String
    let load: Double
    let rows: [Row]
  }

  var json: String {
    JSONReport.encode(
      Document(schema: JSONReport.schema, met: isMet, method: Self.how, load: Self.load, rows: rows))
  }
}
