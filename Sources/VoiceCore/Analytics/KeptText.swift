/// Reads a kept text from its beginning on, byte by byte.
struct KeptText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  /// At the beginning of these bytes, which outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Whether nothing is left.
  var isAtEnd: Bool { place == bytes.count }

  /// Whether this character comes next.
  func isNext(_ character: Unicode.Scalar) -> Bool {
    place < bytes.count && bytes[place] == UInt8(ascii: character)
  }

  /// Takes this character; `false` when another comes.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard isNext(character) else { return false }
    place += 1
    return true
  }

  /// Takes a number in decimal digits; `nil` when none comes, or one that is too large.
  mutating func takeNumber() -> Int? {
    let start = place
    var number = 0
    while place < bytes.count {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      let (tens, isTooMuch) = number.multipliedReportingOverflow(by: 10)
      let (sum, isMore) = tens.addingReportingOverflow(Int(digit))
      guard !isTooMuch, !isMore else { return nil }
      number = sum
      place += 1
    }
    return place > start ? number : nil
  }

  /// Takes all up to this character, and it; `nil` when it doesn't come.
  mutating func takeText(before end: Unicode.Scalar) -> String? {
    let start = place
    while !isNext(end) {
      guard place < bytes.count else { return nil }
      place += 1
    }
    defer { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }
}
