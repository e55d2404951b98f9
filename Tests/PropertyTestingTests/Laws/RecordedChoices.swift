import PropertyTesting

/// The choices in a `vc1c` token, read by the format that its documentation gives: base64url of LEB128 numbers, the first
/// of them the generator's shape, and two characters to check. It makes the size of a case visible from outside.
struct RecordedChoices: Equatable, CustomStringConvertible {
  let ranks: [UInt64]

  init?(_ token: ReplayToken?) {
    guard let parts = token?.description.split(separator: ":", omittingEmptySubsequences: false), parts.count == 3,
      parts[0] == "vc1c"
    else { return nil }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var bits: [UInt64] = []
    for character in parts[2].dropLast(2) {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      for shift in (0..<6).reversed() { bits.append(UInt64(value >> shift & 1)) }
    }
    var numbers: [UInt64] = []
    var (number, shift): (UInt64, UInt64) = (0, 0)
    for start in stride(from: 0, to: bits.count - 7, by: 8) {
      let byte = bits[start..<(start + 8)].reduce(0) { $0 << 1 | $1 }
      number |= (byte & 0x7f) << shift
      shift += 7
      if byte & 0x80 == 0 {
        numbers.append(number)
        (number, shift) = (0, 0)
      }
    }
    ranks = Array(numbers.dropFirst())
  }

  /// Shortlex: the order in which the library calls cases small.
  func isLarger(than other: Self) -> Bool {
    ranks.count != other.ranks.count
      ? ranks.count > other.ranks.count : other.ranks.lexicographicallyPrecedes(ranks)
  }

  var description: String { "\(ranks)" }
}
