import PropertyTesting

/// Reads a tape archive by POSIX.1-1988 alone, strictly.
enum ArchiveReader {
  /// Its files by name, in order.
  static func files(_ bytes: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    var rest = bytes[...]
    try requireEqual(bytes.count % 512, 0, "an archive is of whole blocks")
    while let header = rest.count >= 512 ? rest.prefix(512) : nil, header.contains(where: { $0 != 0 }) {
      let block = Array(header)
      rest = rest.dropFirst(512)
      try requireEqual(Array(block[257..<265]), Array("ustar\u{0}00".utf8), "a header says what it is")
      let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
      try requireEqual(try octal(block[148..<156]), sum, "a header's sum is right")
      try requireEqual(block[156], UInt8(ascii: "0"), "it is of a file")
      let size = try octal(block[124..<136])
      try require(rest.count >= size, "a file is as long as its header says")
      files.append((String(decoding: block[..<100].prefix { $0 != 0 }, as: UTF8.self), Array(rest.prefix(size))))
      rest = rest.dropFirst((size + 511) / 512 * 512)
    }
    try requireEqual(rest.count, 1024, "two blocks are the end")
    try require(rest.allSatisfy { $0 == 0 }, "of zeros")
    return files
  }

  private static func octal(_ field: ArraySlice<UInt8>) throws -> Int {
    let digits = field.prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    return try requireSome(Int(String(decoding: digits, as: UTF8.self), radix: 8), "a number is octal")
  }
}
