/// The bytes around files in a tape archive (POSIX.1-1988, "ustar"; IEEE Std 1003.1, `pax`), which every `tar` reads.
enum TapeArchive {
  private static let blockBytes = 512

  /// What comes before a file's bytes. The name is ASCII, of at most 100 bytes.
  static func header(of name: String, size: Int, at moment: Timestamp) -> [UInt8] {
    var block: [UInt8] = []
    func append(_ text: String, _ length: Int) {
      block += Array(text.utf8.prefix(length)) + [UInt8](repeating: 0, count: max(0, length - text.utf8.count))
    }
    func octal(_ number: Int, _ length: Int) {
      let digits = String(max(0, number), radix: 8)
      append(String(repeating: "0", count: max(0, length - 1 - digits.utf8.count)) + digits, length)
    }
    append(name, 100)
    octal(0o600, 8)
    octal(0, 8)
    octal(0, 8)
    octal(size, 12)
    octal(Int(moment.microseconds / 1_000_000), 12)
    // The sum is reckoned as if blanks stood in its place.
    append("        ", 8)
    append("0", 1)
    append("", 100)
    append("ustar", 6)
    append("00", 2)
    append("", blockBytes - block.count)
    let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
    let digits = String(repeating: "0", count: max(0, 6 - sum.utf8.count)) + sum
    block.replaceSubrange(148..<156, with: Array(digits.utf8) + [0, UInt8(ascii: " ")])
    return block
  }

  /// What comes after so many bytes of a file.
  static func padding(after size: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: (blockBytes - size % blockBytes) % blockBytes)
  }

  /// What comes after the last file.
  static let end = [UInt8](repeating: 0, count: 2 * blockBytes)
}
