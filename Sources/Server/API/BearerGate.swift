internal import Synchronization
public import VoiceCore
internal import Web

/// Lets each user and each API key read and write so often, on this node (property 42).
public final class BearerGate: Sendable {
  private struct Limits {
    var reads: RateLimits<AuditActor>
    var writes: RateLimits<AuditActor>
  }

  private let time: any TimeSource
  private let limits: Mutex<Limits>

  /// A gate of these rules.
  public init(reads: RateRule = .reads, writes: RateRule = .writes, time: any TimeSource) {
    self.time = time
    limits = Mutex(Limits(reads: RateLimits(reads), writes: RateLimits(writes)))
  }

  /// What becomes of a request of that method.
  func take(_ method: Web.Method, by bearer: Bearer) -> RateVerdict {
    let who = AuditActor(bearer)
    // Looked at within, so that moments come in order.
    return limits.withLock { limits in
      let now = time.now()
      return method == .get ? limits.reads.take(who, at: now) : limits.writes.take(who, at: now)
    }
  }
}
