internal import Crypto
internal import FoundationEssentials
public import VoiceCore

/// Master keys in the server's settings: the first wraps, all of them unwrap. To rotate, put a new key in front, have the
/// tenants' keys wrapped anew (`TenantKeyring.rewrap`), then take the old one out.
public struct MasterKeys: KeyProvider {
  /// The setting that holds them.
  public static let setting = "VOICECORE_MASTER_KEY"
  /// Bytes of one key.
  public static let keyBytes = 32
  /// The most keys at one time: the newest and those that are being left.
  public static let maximumKeys = 8

  private let keys: [MasterKey]

  /// Reads base64 of 32 bytes each, separated by commas or white space; the newest first.
  public init(_ text: String) throws(MasterKeyFailure) {
    let parts = text.split { $0 == "," || $0.isWhitespace }
    guard !parts.isEmpty else { throw .missing }
    guard parts.count <= Self.maximumKeys else { throw .tooMany(parts.count) }
    var keys: [MasterKey] = []
    for (index, part) in parts.enumerated() {
      guard var bytes = Data(base64Encoded: String(part)).map([UInt8].init) else {
        throw .notBase64(position: index + 1)
      }
      defer { erase(&bytes) }
      guard bytes.count == Self.keyBytes else { throw .wrongLength(position: index + 1, bytes: bytes.count) }
      guard bytes.contains(where: { $0 != bytes[0] }) else { throw .notRandom(position: index + 1) }
      let key = MasterKey(bytes)
      guard !keys.contains(where: { $0.id == key.id }) else { throw .repeated(position: index + 1) }
      keys.append(key)
    }
    self.keys = keys
  }

  /// The text of a new key, for a deployment that begins.
  public static func newKeyText() -> String { Data(randomBytes(keyBytes)).base64EncodedString() }

  /// The names of the keys, the one that wraps first; a name tells nothing of its key.
  public var ids: [String] { keys.map(\.id) }

  /// See `KeyProvider`.
  public func wrap(_ key: [UInt8], number: UInt32, for tenant: Tenant.ID) async throws(SealFailure) -> WrappedKey {
    keys[0].wrap(key, number: number, for: tenant)
  }

  /// See `KeyProvider`.
  public func unwrap(_ key: WrappedKey, for tenant: Tenant.ID) async throws(SealFailure) -> [UInt8] {
    guard let master = keys.first(where: { $0.id == key.masterKeyID }) else { throw .unknownMasterKey }
    return try master.unwrap(key, for: tenant)
  }

  /// See `KeyProvider`.
  public func isCurrent(_ key: WrappedKey) -> Bool { key.masterKeyID == keys[0].id }
}

extension MasterKeys: CustomStringConvertible, CustomReflectable {
  /// The names; never a key.
  public var description: String { "master keys \(ids.joined(separator: ", "))" }
  /// Reflection shows no more.
  public var customMirror: Mirror { Mirror(self, children: ["ids": ids]) }
}
