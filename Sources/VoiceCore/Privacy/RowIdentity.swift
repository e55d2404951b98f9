/// Which row something is sealed as: sealed bytes open there and nowhere else.
public struct RowIdentity: Hashable, Sendable {
  /// The table's name, of our own making.
  public let table: String
  /// Whose row it is.
  public let tenant: Tenant.ID
  /// The row's key within table and tenant, as bytes that no other row has.
  public let key: [UInt8]

  /// The row with this key.
  public init(table: String, tenant: Tenant.ID, key: [UInt8]) {
    self.table = table
    self.tenant = tenant
    self.key = key
  }

  /// The identity as bytes, different for different rows: each part behind its length.
  public var associatedData: [UInt8] {
    var bytes = CanonicalBytes(of: "voicecore row 1")
    bytes.append(table)
    bytes.append(tenant)
    bytes.append(key)
    return bytes.bytes
  }
}
