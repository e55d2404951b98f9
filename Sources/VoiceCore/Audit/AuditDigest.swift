/// A hash that can't be turned back and for which nobody finds two texts: SHA-256, better keyed, so that who can write to
/// the store can't compute it.
public struct AuditDigest: Sendable {
  /// The digest of some bytes; of one length for all.
  public let of: @Sendable ([UInt8]) -> [UInt8]

  /// A digest by this closure.
  public init(of: @escaping @Sendable ([UInt8]) -> [UInt8]) { self.of = of }
}
