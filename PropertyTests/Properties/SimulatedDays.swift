import Generators
import PropertyTesting
import VoiceCore

/// The laws on `sim`: one simulated world checks them all after each event, so each number runs the whole of it.
enum SimulatedDays {
  static func property(_ number: Int, _ title: String, _ source: StoreSource) -> Property {
    Property(number, title, for: .shortDay, labels: labels, coverage: coverage) { plan in
      _ = try await CallCentre(plan, over: try await source.make()).run()
    }
  }

  private static let coverage = [
    Coverage("handed over", atLeast: 10), Coverage("a webhook late or twice", atLeast: 10),
    Coverage("the node crashes", atLeast: 10), Coverage("the store is away", atLeast: 10),
    Coverage("a line breaks", atLeast: 10), Coverage("handed over to a switchboard", atLeast: 10),
    Coverage("an agent is there", atLeast: 20), Coverage("an agent goes without a word", atLeast: 10),
  ]

  private static let labels: @Sendable (DayPlan) -> [String] = { plan in
    var labels: [String] = []
    if plan.callers.contains(where: { $0.wantsPerson }) { labels.append("handed over") }
    if plan.callers.contains(where: { $0.faults != CarrierFaults() }) { labels.append("a webhook late or twice") }
    if plan.mishaps.contains(where: { $0.kind == .crash }) { labels.append("the node crashes") }
    if plan.mishaps.contains(where: { $0.kind != .crash }) { labels.append("the store is away") }
    if plan.callers.contains(where: { $0.breaksLine }) { labels.append("a line breaks") }
    if let switchboard = plan.switchboard {
      if plan.callers.contains(where: { $0.wantsPerson }) { labels.append("handed over to a switchboard") }
      if switchboard.desks.contains(where: { $0.stays > .zero }) { labels.append("an agent is there") }
      if switchboard.desks.contains(where: { !$0.saysGoodbye || $0.pauses.contains { $0.kind == .silent } }) {
        labels.append("an agent goes without a word")
      }
    }
    return labels
  }
}

extension CallerPlan {
  fileprivate var wantsPerson: Bool {
    acts.contains { if case .wantsAPerson = $0 { true } else { false } }
      || acts.count { if case .asks(.failed, _) = $0 { true } else { false } } >= 3
  }

  fileprivate var breaksLine: Bool { acts.contains { if case .lineBreaks = $0 { true } else { false } } }
}
