/// What sealed bytes begin with: the format's version in one byte, the number of the key in four, the highest first. So bytes of
/// one version compare as the numbers of their keys do.
public enum SealedHeader {
  /// The format's version.
  public static let version: UInt8 = 1
  /// Bytes of a header.
  public static let count = 5

  /// The header of what a key with this number seals.
  public static func bytes(_ number: UInt32) -> [UInt8] {
    [version] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
  }

  /// The number in a header; `nil` for other versions, and where there is too little.
  public static func number(in sealed: [UInt8]) -> UInt32? {
    guard sealed.count >= count, sealed[0] == version else { return nil }
    return sealed[1..<count].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
