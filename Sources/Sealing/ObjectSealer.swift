internal import Crypto
public import VoiceCore

/// Seals objects piece by piece (AES-256-GCM): the format's version in one byte, then a `SealedBox` for each piece, which
/// authenticates the object's key, the piece's number and whether it is the last. So pieces can't be moved, left out, added or
/// brought from another object, and what is read of a piece is good before the next one is looked at.
public struct ObjectSealer: ObjectSealing {
  /// The format's version.
  public static let version: UInt8 = 1
  /// Plain bytes in a piece; the last has what is left, perhaps nothing.
  public static let pieceBytes = 1 << 20

  /// A sealer.
  public init() {}

  /// See `ObjectSealing`.
  public func seal(_ plain: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] {
    let cipher = Self.cipher(secret)
    let count = max(1, (plain.count + Self.pieceBytes - 1) / Self.pieceBytes)
    var sealed: [UInt8] = []
    sealed.reserveCapacity(1 + plain.count + count * SealedBox.overhead)
    sealed.append(Self.version)
    for number in 0..<count {
      let begin = number * Self.pieceBytes
      let piece = Array(plain[begin..<min(begin + Self.pieceBytes, plain.count)])
      sealed += SealedBox.seal(
        piece, under: cipher, authenticating: Self.associated(key, number, isLast: number == count - 1))
    }
    return sealed
  }

  /// See `ObjectSealing`.
  public func open(_ sealed: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] {
    guard let version = sealed.first else { throw .tampered }
    guard version == Self.version else { throw .unsupportedVersion }
    let cipher = Self.cipher(secret)
    let whole = Self.pieceBytes + SealedBox.overhead
    var plain: [UInt8] = []
    plain.reserveCapacity(sealed.count)
    var begin = 1
    var number = 0
    repeat {
      let end = min(begin + whole, sealed.count)
      guard end - begin >= SealedBox.overhead,
        let piece = SealedBox.open(
          sealed[begin..<end], under: cipher,
          authenticating: Self.associated(key, number, isLast: end == sealed.count))
      else { throw .tampered }
      plain += piece
      begin = end
      number += 1
    } while begin < sealed.count
    return plain
  }

  private static func cipher(_ secret: ObjectSecret) -> SymmetricKey {
    SymmetricKey(data: secret.bytes).derived(for: "voicecore object 1")
  }

  private static func associated(_ key: ObjectKey, _ number: Int, isLast: Bool) -> [UInt8] {
    var bytes = CanonicalBytes(of: "voicecore object 1")
    bytes.append(key.text)
    bytes.append(UInt64(number))
    bytes.append(UInt8(isLast ? 1 : 0))
    return bytes.bytes
  }
}
