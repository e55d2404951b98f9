internal import Crypto
internal import VoiceCore

/// One tenant's keys, ready for use. Nothing is done under a kept key itself: each use has a key derived for it.
struct TenantKeys: Sendable {
  /// The number under which new rows are sealed.
  let newest: UInt32
  private let sealing: [UInt32: SymmetricKey]
  private let root: SymmetricKey
  private let index: SymmetricKey

  /// The keys of these kept ones; `nil` unless there is one for indexes and one that seals.
  init?(_ kept: [UInt32: SymmetricKey]) {
    guard let root = kept[WrappedKey.indexNumber], let newest = kept.keys.max(), newest != WrappedKey.indexNumber else {
      return nil
    }
    self.newest = newest
    self.root = root
    index = root.derived(for: "voicecore index 1")
    sealing = kept.filter { $0.key != WrappedKey.indexNumber }.mapValues { $0.derived(for: "voicecore seal 1") }
  }

  func sealing(_ number: UInt32) -> SymmetricKey? { sealing[number] }

  /// The first 128 bits of HMAC-SHA-256 over purpose and value.
  func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    Self.blindIndex(of: value, for: purpose, under: index)
  }

  /// A key for a purpose of its own that no rotation changes.
  func key(for purpose: String) -> SymmetricKey { root.derived(for: purpose) }

  static func blindIndex(of value: [UInt8], for purpose: String, under key: SymmetricKey) -> [UInt8] {
    var bytes = CanonicalBytes(of: purpose)
    bytes.append(value)
    return Array(HMAC<SHA256>.authenticationCode(for: bytes.bytes, using: key).prefix(SealLimits.blindIndexBytes))
  }
}
