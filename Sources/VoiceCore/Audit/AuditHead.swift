/// Where a chain stands: the place of its last entry and that entry's hash, which stands for all before it.
public struct AuditHead: Hashable, Sendable, Codable {
  /// How many entries there are; 0 for none.
  public let position: UInt64
  public let hash: AuditHash

  /// The head at this place.
  public init(position: UInt64, hash: AuditHash) {
    self.position = position
    self.hash = hash
  }
}

/// The hash of an entry and of all that went before it.
public struct AuditHash: Hashable, Sendable, Codable, CustomStringConvertible {
  public let bytes: [UInt8]

  /// A hash of these bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Lower-case hexadecimal.
  public var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
