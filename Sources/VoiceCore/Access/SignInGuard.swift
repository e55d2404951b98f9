/// Slows down whoever guesses at one account's password, and can lock nobody out: a growing delay with a cap.
///
/// An attempt is charged before the password is looked at, so that a thousand at once are one after the other; a right
/// password pays everything back. What is tried during a delay isn't looked at and doesn't make it longer: once it has
/// passed, and it passes within `longestDelay`, the next attempt is checked like a first one.
///
/// Attempts from a device that the account was signed in from before are counted apart (`SignInSlot`), so a stranger
/// who keeps an account slow doesn't slow its owner. Source: OWASP, Slow Down Online Guessing Attacks with Device
/// Cookies; NIST SP 800-63B, section 5.2.2.
public struct SignInGuard: Equatable, Sendable, Codable {
  /// Wrong passwords that cost nothing: people mistype.
  public static let freeFailures = 3
  /// The delay after the first failure that costs; each further one doubles it.
  public static let firstDelay: Duration = .seconds(1)
  /// No delay is longer: 96 guesses a day at most.
  public static let longestDelay: Duration = .seconds(15 * 60)
  /// After so long without a failure all is forgotten.
  public static let memory: Duration = .seconds(24 * 60 * 60)

  /// Failures in a row, the attempt that is being checked included.
  public private(set) var failures = 0
  /// When the last attempt was charged.
  public private(set) var lastAttempt: Timestamp?
  /// Nothing is checked before.
  public private(set) var closedUntil: Timestamp?

  /// A guard that nobody has met.
  public init() {}

  /// What becomes of an attempt.
  public enum Verdict: Equatable, Sendable {
    /// The password is checked; the attempt is charged by this fact.
    case check(Fact)
    /// Nothing is checked for so long.
    case wait(Duration)
  }

  /// What happened to a guard.
  public enum Fact: Equatable, Sendable {
    /// An attempt is being checked, as the failure that it is until it is known to be none.
    case charged(at: Timestamp, failures: Int)
    /// The password was right.
    case opened
    /// The attempt that was charged at that moment could not be checked, which is nobody's fault.
    case withdrawn(chargedAt: Timestamp)
  }

  /// Whether an attempt at that moment is checked.
  public func decide(at moment: Timestamp) -> Verdict {
    // A clock that went back must not make a delay longer than the cap.
    if let closedUntil, moment < closedUntil { return .wait(min(closedUntil - moment, Self.longestDelay)) }
    let isForgotten = lastAttempt.map { moment - $0 >= Self.memory } ?? true
    return .check(.charged(at: moment, failures: isForgotten ? 1 : failures + 1))
  }

  /// The only way the state changes.
  public mutating func evolve(_ fact: Fact) {
    switch fact {
    case .charged(let moment, let failures):
      self.failures = failures
      lastAttempt = moment
      let delay = Self.delay(after: failures)
      closedUntil = delay == .zero ? nil : moment + delay
    case .opened: self = SignInGuard()
    case .withdrawn(let moment):
      guard failures > 0 else { return }
      failures -= 1
      // Another attempt may have been charged meanwhile; its delay stays.
      if lastAttempt == moment { closedUntil = nil }
    }
  }

  /// How long nothing is checked after so many failures in a row.
  public static func delay(after failures: Int) -> Duration {
    guard failures > freeFailures else { return .zero }
    // Beyond 2^20 s the cap has long been reached.
    return min(longestDelay, firstDelay * (1 << min(failures - freeFailures - 1, 20)))
  }
}
