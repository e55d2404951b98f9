/// The way to a service that may be down (property 40): whoever asks it something passes here first, and says what came of it.
public struct ServiceGate: Sendable {
  /// What came of asking.
  public enum Outcome: Sendable, CaseIterable {
    /// The service did it, or said why it wouldn't: it is there.
    case served
    /// The service wasn't there, or had too much to do.
    case failed
    /// Whoever asked went away before.
    case abandoned
  }

  /// Whether somebody may ask now.
  public let admit: @Sendable () -> CircuitBreaker.Permit?
  /// What came of it.
  public let tell: @Sendable (CircuitBreaker.Permit, Outcome) -> Void

  /// A gate of these closures.
  public init(
    admit: @escaping @Sendable () -> CircuitBreaker.Permit?,
    tell: @escaping @Sendable (CircuitBreaker.Permit, Outcome) -> Void
  ) {
    self.admit = admit
    self.tell = tell
  }

  /// Lets everybody pass.
  public static let open = ServiceGate(admit: { .always }, tell: { _, _ in })
}
