/// Hands out identifiers that were never handed out before: version 7 UUIDs in the server, counting in tests.
public struct IDSource: Sendable {
  /// The next 128 bits.
  public let next: @Sendable () -> UInt128

  /// A source that calls this closure.
  public init(next: @escaping @Sendable () -> UInt128) { self.next = next }

  /// The next identifier of whatever is needed.
  public func callAsFunction<Subject>() -> Identifier<Subject> { Identifier(next()) }
}
