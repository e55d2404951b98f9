/// Seals and opens one tenant's rows under keys of that tenant alone. Safe from any thread; never waits.
public protocol TenantCipher: Sendable {
  /// Whether the tenant had keys when they were looked for. Without, nothing of it was ever sealed.
  var hasKeys: Bool { get }
  /// The number of the key that it seals under; `nil` where keys have no numbers.
  var generation: UInt32? { get }
  /// Whether something named a key that it doesn't know, which was made elsewhere since: then `RowCiphers` has another one.
  var misses: Bool { get }
  /// The bytes sealed as that row; different at each call.
  /// - Throws: `.wrongTenant`, `.tooLong`, `.keyExhausted`; `.destroyed` once the keys were forgotten.
  func seal(_ plain: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8]

  /// What was sealed as that row. Nothing else comes out: any changed bit and any other row is an error.
  /// - Throws: `.tampered`, `.unsupportedVersion`, `.unknownKey`, `.wrongTenant`; `.destroyed` once the keys were forgotten.
  func open(_ sealed: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8]

  /// By what equal values are found without being read: 16 bytes, keyed, equal for equal values of one purpose
  /// (`users.email`), without relation between purposes and tenants, and the same after every rotation.
  /// Matches nothing once the keys were forgotten.
  func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8]
}

extension TenantCipher {
  /// As it is for every tenant that has anything.
  public var hasKeys: Bool { true }
  /// None, for ciphers whose keys have no numbers.
  public var generation: UInt32? { nil }
  /// Never, for ciphers that know all keys.
  public var misses: Bool { false }
}
