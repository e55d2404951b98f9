import Foundation
import Generators

/// What simulated days came to, for people and for programs.
struct SimulatedTotal {
  private let seed: UInt64
  private let agents: Int
  private var days = 0
  private var calls = 0
  private var events = 0
  private var handedOver = 0
  private var orphans = 0
  private var hash = StateHash()
  private var spent: Duration = .zero

  init(seed: UInt64, agents: Int) {
    self.seed = seed
    self.agents = agents
  }

  mutating func add(_ day: DaySummary, in span: Duration) {
    days += 1
    calls += day.calls
    events += day.events
    handedOver += day.handedOver
    orphans += day.orphans
    hash.add(day.hash.value)
    spent += span
  }

  private var seconds: Double { max(spent / .seconds(1), 0.000_001) }

  /// One line of progress.
  var line: String { "\(calls) calls, \(events) events, \(Int(Double(events) / seconds)) events/s, state \(hash)" }

  /// A table.
  var text: String {
    let rows: [(String, String)] = [
      ("seed", "\(seed)"), ("days of \(BusyDay.hours) hours", "\(days)"), ("agents", "\(agents)"), ("calls", "\(calls)"),
      ("handed over to people", "\(handedOver)"), ("ends never told to the node", "\(orphans)"), ("events", "\(events)"),
      ("events/s", "\(Int(Double(events) / seconds))"), ("days/s", String(format: "%.2f", Double(days) / seconds)),
      ("seconds", String(format: "%.2f", seconds)), ("laws broken", "0"), ("state hash", "\(hash)"),
    ]
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { $0.0.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.1 }.joined(separator: "\n")
  }

  /// One JSON object.
  var json: String {
    """
    {"seed": \(seed), "days": \(days), "agents": \(agents), "calls": \(calls), "handed_over": \(handedOver), \
    "orphans": \(orphans), "events": \(events), "events_per_second": \(Int(Double(events) / seconds)), \
    "days_per_second": \(String(format: "%.3f", Double(days) / seconds)), "laws_broken": 0, "state_hash": "\(hash)"}
    """
  }
}
