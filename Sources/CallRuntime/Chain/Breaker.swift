public import Logging
import Metrics
import Synchronization
public import VoiceCore

/// The circuit breaker of one service on this node, shared by everybody who asks it, with its state in the metrics.
public final class Breaker: Sendable {
  private let name: String
  private let time: any TimeSource
  private let log: Logger
  private let gauge: Gauge
  private let breaker: Mutex<CircuitBreaker>

  /// A closed breaker of the service of this name, which metrics and log lines bear.
  public init(of name: String, _ rule: CircuitBreaker.Rule = CircuitBreaker.Rule(), time: any TimeSource, log: Logger) {
    self.name = name
    self.time = time
    self.log = log
    gauge = Gauge(label: "voicecore_breaker_state", dimensions: [("service", name)])
    breaker = Mutex(CircuitBreaker(rule))
    gauge.record(CircuitBreaker.State.closed.rawValue)
  }

  /// The way to the service.
  public var gate: ServiceGate {
    ServiceGate(
      admit: { self.change { breaker, now in breaker.admit(at: now) } },
      tell: { permit, outcome in
        self.change { breaker, now in
          switch outcome {
          case .served: breaker.succeeded(permit)
          case .failed: breaker.failed(permit, at: now)
          case .abandoned: breaker.abandoned(permit, at: now)
          }
        }
      })
  }

  private func change<Outcome: Sendable>(
    _ body: @Sendable (inout CircuitBreaker, Timestamp) -> Outcome
  ) -> Outcome {
    let now = time.now()
    let (outcome, before, after) = breaker.withLock { breaker in
      let before = breaker.state(at: now)
      let outcome = body(&breaker, now)
      return (outcome, before, breaker.state(at: now))
    }
    if after != before { tell(of: after) }
    return outcome
  }

  private func tell(of state: CircuitBreaker.State) {
    gauge.record(state.rawValue)
    switch state {
    case .open: log.warning("a service is down and isn't asked for a while", metadata: ["service": "\(name)"])
    case .halfOpen: log.info("a service that was down is tried", metadata: ["service": "\(name)"])
    case .closed: log.notice("a service is there again", metadata: ["service": "\(name)"])
    }
  }
}
