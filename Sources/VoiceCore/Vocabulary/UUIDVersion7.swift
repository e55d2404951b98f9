/// The layout of a version 7 UUID (RFC 9562, section 5.7): time first, so that identifiers sort by age.
public enum UUIDVersion7 {
  /// The bits of the UUID for a time and 74 random bits (the upper bits of `random` are ignored).
  public static func bits(at time: Timestamp, random: UInt128) -> UInt128 {
    let milliseconds = UInt128(UInt64(max(0, time.microseconds / 1000)) & 0xFFFF_FFFF_FFFF)
    let upperRandom = random >> 62 & 0xFFF
    let lowerRandom = random & 0x3FFF_FFFF_FFFF_FFFF
    return milliseconds << 80 | 0x7 << 76 | upperRandom << 64 | 0b10 << 62 | lowerRandom
  }
}
