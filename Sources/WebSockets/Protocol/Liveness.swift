/// Finds dead peers: counts pings since the last pong. Only a pong counts as a sign of life, since the caller of a
/// stuck peer hears nothing however many bytes its kernel still accepts.
package struct Liveness: Equatable, Sendable {
  package enum Verdict: Equatable, Sendable { case ping, dead }

  private let allowed: Int
  private var unanswered = 0

  package init(missedPongsBeforeDead: Int) {
    allowed = missedPongsBeforeDead
  }

  /// The ping interval has passed.
  package mutating func tick() -> Verdict {
    guard unanswered < allowed else { return .dead }
    unanswered += 1
    return .ping
  }

  /// A pong came; RFC 6455, section 5.5.3 lets one answer several pings.
  package mutating func pong() {
    unanswered = 0
  }
}
