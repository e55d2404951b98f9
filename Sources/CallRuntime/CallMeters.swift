import Metrics
public import VoiceCore

/// Counts what happens to calls under the names of the outside contract. Handles are made once: counting is an atomic.
public struct CallMeters: Sendable {
  private let calls: [[String]: Counter]
  private let spam: [SpamAction: Counter]
  private let transfers: [[String]: Counter]
  private let duration = Timer(label: "voicecore_call_duration_seconds")
  private let refused: [AdmissionRefusal: Counter]
  private let tokens: [AIUsage.Kind: Counter]
  private let cost = FloatingPointCounter(label: "voicecore_ai_cost_usd_total")

  /// Meters of the process's metrics system.
  public init() {
    var calls: [[String]: Counter] = [:]
    for direction in Call.Direction.allCases {
      for outcome in Call.Status.allCases where outcome.isTerminal {
        calls[[direction.rawValue, outcome.rawValue]] = Counter(
          label: "voicecore_calls_total",
          dimensions: [("direction", direction.rawValue), ("outcome", outcome.rawValue)])
      }
    }
    self.calls = calls
    var spam: [SpamAction: Counter] = [:]
    for action in SpamAction.allCases {
      spam[action] = Counter(label: "voicecore_spam_decisions_total", dimensions: [("action", action.rawValue)])
    }
    self.spam = spam
    var transfers: [[String]: Counter] = [:]
    for reason in TransferReason.allCases {
      for result in Transfer.Outcome.allCases {
        transfers[[reason.rawValue, result.rawValue]] = Counter(
          label: "voicecore_transfers_total", dimensions: [("reason", reason.rawValue), ("result", result.rawValue)])
      }
    }
    self.transfers = transfers
    refused = Dictionary(
      uniqueKeysWithValues: AdmissionRefusal.allCases.map {
        ($0, Counter(label: "voicecore_admission_rejected_total", dimensions: [("reason", $0.rawValue)]))
      })
    tokens = Dictionary(
      uniqueKeysWithValues: AIUsage.Kind.allCases.filter { $0 != .microdollars }.map {
        ($0, Counter(label: "voicecore_ai_tokens_total", dimensions: [("kind", $0.rawValue)]))
      })
  }

  /// The port that use cases tell.
  public var telemetry: CallTelemetry {
    CallTelemetry(
      screened: { spam[$0]?.increment() },
      transferred: { transfers[[$0.rawValue, $1.rawValue]]?.increment() },
      ended: { call in
        calls[[call.direction.rawValue, call.status.rawValue]]?.increment()
        guard let record = CallDetailRecord(of: call) else { return }
        duration.recordNanoseconds(record.duration.wholeMicroseconds * 1000)
      },
      metered: { usage in
        for (kind, counter) in tokens where usage[kind] > 0 { counter.increment(by: usage[kind]) }
        cost.increment(by: Double(usage.microdollars) / 1e6)
      },
      refused: { refused[$0]?.increment() })
  }
}
