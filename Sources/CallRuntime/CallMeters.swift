import Metrics
public import VoiceCore

/// Counts what happens to calls under the names of the outside contract. Handles are made once: counting is an atomic.
public struct CallMeters: Sendable {
  private let calls: [[String]: Counter]
  private let spam: [SpamAction: Counter]
  private let transfers: [[String]: Counter]
  private let duration = Timer(label: "voicecore_call_duration_seconds")

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
      })
  }
}
