internal import Crypto
internal import FoundationEssentials

/// AES-256-GCM (NIST SP 800-38D) with a random nonce: 12 bytes of nonce, the cipher text, 16 bytes of tag.
enum SealedBox {
  static let nonceBytes = 12
  static let tagBytes = 16
  /// What a box is longer than what is in it.
  static let overhead = nonceBytes + tagBytes

  static func seal(_ plain: [UInt8], under key: SymmetricKey, authenticating associated: [UInt8]) -> [UInt8] {
    guard let box = try? AES.GCM.seal(plain, using: key, authenticating: associated), let bytes = box.combined else {
      // The library refuses wrong key lengths and nonces only, and both are made in this room.
      preconditionFailure("AES-256-GCM refused a key of ours")
    }
    return Array(bytes)
  }

  /// What was sealed; `nil` when it wasn't sealed under this key with this associated text.
  static func open(
    _ box: ArraySlice<UInt8>, under key: SymmetricKey, authenticating associated: [UInt8]
  ) -> [UInt8]? {
    guard let box = try? AES.GCM.SealedBox(combined: box),
      let plain = try? AES.GCM.open(box, using: key, authenticating: associated)
    else { return nil }
    return Array(plain)
  }
}
