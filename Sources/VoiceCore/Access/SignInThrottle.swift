/// Whether somebody who comes from there may try to sign in now. Counts attempts by address, five a minute (property
/// 42); the address itself lives in memory as a keyed hash and never comes in here.
public struct SignInThrottle: Sendable {
  /// A mark of where a request comes from: good for telling two apart today, worth nothing tomorrow.
  public struct Origin: Hashable, Sendable {
    /// The keyed hash.
    public let mark: UInt64

    /// An origin of this mark.
    public init(mark: UInt64) { self.mark = mark }
  }

  /// How long the origin has to wait, or `nil` when it may try now.
  public let wait: @Sendable (Origin) async -> Duration?

  /// A port that calls this closure.
  public init(wait: @escaping @Sendable (Origin) async -> Duration?) { self.wait = wait }

  /// Lets everybody try.
  public static let open = SignInThrottle { _ in nil }
}
