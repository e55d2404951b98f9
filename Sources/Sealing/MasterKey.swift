internal import Crypto
internal import VoiceCore

/// One master key: its name, and the key derived from it that wraps.
struct MasterKey: Sendable {
  /// What a wrapped key begins with: the format's version.
  private static let version: UInt8 = 1

  /// The first 64 bits of a keyed hash, in hexadecimal: names the key and tells nothing of it.
  let id: String
  private let wrapping: SymmetricKey

  init(_ bytes: [UInt8]) {
    let master = SymmetricKey(data: bytes)
    id = hexadecimal(
      HMAC<SHA256>.authenticationCode(for: Array("voicecore master key id 1".utf8), using: master).prefix(8))
    wrapping = master.derived(for: "voicecore wrap 1")
  }

  func wrap(_ key: [UInt8], number: UInt32, for tenant: Tenant.ID) -> WrappedKey {
    let box = SealedBox.seal(key, under: wrapping, authenticating: Self.place(number, tenant))
    return WrappedKey(number: number, masterKeyID: id, bytes: [Self.version] + box)
  }

  func unwrap(_ key: WrappedKey, for tenant: Tenant.ID) throws(SealFailure) -> [UInt8] {
    guard let version = key.bytes.first else { throw .tampered }
    guard version == Self.version else { throw .unsupportedVersion }
    let place = Self.place(key.number, tenant)
    guard let bytes = SealedBox.open(key.bytes.dropFirst(), under: wrapping, authenticating: place) else {
      throw .tampered
    }
    return bytes
  }

  /// A wrapped key unwraps as this key of this tenant only.
  private static func place(_ number: UInt32, _ tenant: Tenant.ID) -> [UInt8] {
    var bytes = CanonicalBytes(of: "voicecore wrapped key 1")
    bytes.append(tenant)
    bytes.append(number)
    return bytes.bytes
  }
}
