/// Where unpredictable bits come from: the system's generator in the server, a seed in tests.
public struct Chance: Sendable {
  /// The next 64 bits.
  public let next: @Sendable () -> UInt64

  /// A source that calls this closure.
  public init(next: @escaping @Sendable () -> UInt64) { self.next = next }
}
