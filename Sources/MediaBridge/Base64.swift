public import NIOCore

/// Base64 with padding, without line breaks. Source: RFC 4648, section 4.
///
/// Bits of the last group that belong to no byte are ignored, as most readers do.
public enum Base64 {
  /// How many bytes the text stands for; `nil` when it isn't good base64. Doesn't decode.
  public static func byteCount(of text: ByteBuffer) -> Int? {
    text.withUnsafeReadableBytes { bytes in
      let digits = digitCount(in: bytes)
      guard bytes[digits...].allSatisfy({ $0 == padding }) else { return nil }
      return byteCount(digits: digits, padding: bytes.count - digits)
    }
  }

  /// The text of these bytes.
  public static func encode(_ bytes: some Collection<UInt8>) -> ByteBuffer {
    bytes.withContiguousStorageIfAvailable { encode(UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { encode($0) }
  }

  /// The text of these bytes.
  public static func encode(_ bytes: UnsafeRawBufferPointer) -> ByteBuffer {
    var text = ByteBufferAllocator().buffer(capacity: (bytes.count + 2) / 3 * 4)
    text.writeWithUnsafeMutableBytes(minimumWritableBytes: (bytes.count + 2) / 3 * 4) { write(bytes, to: $0) }
    return text
  }

  /// The bytes of the text; `nil` when it isn't good base64.
  public static func decode(_ text: ByteBuffer) -> [UInt8]? { text.withUnsafeReadableBytes { decode($0) } }

  /// The bytes of the text; `nil` when it isn't good base64.
  public static func decode(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { decode(UnsafeRawBufferPointer($0)) }
  }

  /// Puts the text's bytes behind others; nothing when it isn't good base64.
  static func decode(_ text: ByteBuffer, appendingTo bytes: inout [UInt8]) {
    text.withUnsafeReadableBytes { text in
      let digits = digitCount(in: text)
      guard text[digits...].allSatisfy({ $0 == padding }),
        byteCount(digits: digits, padding: text.count - digits) != nil
      else { return }
      forEachByte(of: text, digits) { bytes.append($0) }
    }
  }

  // MARK: The scan, for readers that find base64 inside other text

  package static let padding = UInt8(ascii: "=")

  /// How many bytes at the front are base64 digits.
  package static func digitCount(in bytes: UnsafeRawBufferPointer) -> Int {
    values.withUnsafeBufferPointer { values in
      var count = 0
      // Four at a time: the scan runs over every frame of every call.
      while count &+ 4 <= bytes.count {
        let bad =
          values[Int(bytes[count])] | values[Int(bytes[count &+ 1])] | values[Int(bytes[count &+ 2])]
          | values[Int(bytes[count &+ 3])]
        if bad & noDigit != 0 { break }
        count &+= 4
      }
      while count < bytes.count, values[Int(bytes[count])] & noDigit == 0 { count &+= 1 }
      return count
    }
  }

  /// How many bytes so many digits and padding characters stand for; `nil` when there is no such text.
  package static func byteCount(digits: Int, padding: Int) -> Int? {
    guard padding <= 2, (digits + padding) % 4 == 0 else { return nil }
    return (digits + padding) / 4 * 3 - padding
  }

  /// The value of each character; those that are no digit have `0x80`.
  static func withDigitValues<Outcome>(_ body: (UnsafeBufferPointer<UInt8>) -> Outcome) -> Outcome {
    values.withUnsafeBufferPointer(body)
  }

  // MARK: Digits

  private static let noDigit: UInt8 = 0x80
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: noDigit, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  private static func write(_ bytes: UnsafeRawBufferPointer, to text: UnsafeMutableRawBufferPointer) -> Int {
    digits.withUnsafeBufferPointer { digits in
      var (source, target) = (0, 0)
      while source < bytes.count {
        let rest = bytes.count - source
        let second = rest > 1 ? UInt32(bytes[source + 1]) : 0
        let third = rest > 2 ? UInt32(bytes[source + 2]) : 0
        let group = UInt32(bytes[source]) << 16 | second << 8 | third
        text[target] = digits[Int(group >> 18)]
        text[target + 1] = digits[Int(group >> 12 & 0x3F)]
        text[target + 2] = rest > 1 ? digits[Int(group >> 6 & 0x3F)] : padding
        text[target + 3] = rest > 2 ? digits[Int(group & 0x3F)] : padding
        source += 3
        target += 4
      }
      return target
    }
  }

  private static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    let digits = digitCount(in: text)
    guard text[digits...].allSatisfy({ $0 == padding }),
      let count = byteCount(digits: digits, padding: text.count - digits)
    else { return nil }
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, written in
      forEachByte(of: text, digits) { byte in
        bytes[written] = byte
        written += 1
      }
    }
  }

  @inline(__always)
  private static func forEachByte(of text: UnsafeRawBufferPointer, _ digits: Int, _ body: (UInt8) -> Void) {
    values.withUnsafeBufferPointer { values in
      var group: UInt32 = 0
      for index in 0..<digits {
        group = group << 6 | UInt32(values[Int(text[index])])
        let surplus = (index + 1) * 6 % 8
        guard surplus < 6 else { continue }
        body(UInt8(truncatingIfNeeded: group >> UInt32(surplus)))
      }
    }
  }
}
