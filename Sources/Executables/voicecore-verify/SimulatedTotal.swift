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
  private var waited = 0
  private var rung = 0
  private var messages = 0
  private var broughtBack = 0
  private var foundOver = 0
  private var talked: Duration = .zero
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
    waited += day.waited
    rung += day.rung
    messages += day.messages
    broughtBack += day.broughtBack
    foundOver += day.foundOver
    talked += day.talked
    hash.add(day.hash.value)
    spent += span
  }

  private var occupancy: Double {
    talked / (.seconds(3600 * BusyDay.hours * max(days, 1)) * agents)
  }

  private var seconds: Double { max(spent / .seconds(1), 0.000_001) }

  /// One line of progress.
  var line: String { "\(calls) calls, \(events) events, \(Int(Double(events) / seconds)) events/s, state \(hash)" }

  /// A table.
  var text: String {
    let rows: [(String, String)] = [
      ("seed", "\(seed)"), ("days of \(BusyDay.hours) hours", "\(days)"), ("agents", "\(agents)"),
      ("calls", "\(calls)"),
      ("handed over to people", "\(handedOver)"),
      ("callers came into a queue", "\(waited)"), ("agents' telephones rang", "\(rung)"),
      ("messages left", "\(messages)"),
      ("agents talk, share of the time", String(format: "%.2f", occupancy)),
      ("brought back by the watch", "\(broughtBack)"),
      ("ends found by the watch", "\(foundOver)"), ("events", "\(events)"),
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
    "waited": \(waited), "rung": \(rung), "messages": \(messages), \
    "occupancy": \(String(format: "%.3f", occupancy)), "brought_back": \(broughtBack), "ends_found": \(foundOver), "events": \(events), "events_per_second": \(Int(Double(events) / seconds)), \
    "days_per_second": \(String(format: "%.3f", Double(days) / seconds)), "laws_broken": 0, "state_hash": "\(hash)"}
    """
  }
}
