import Glibc

/// A pronouncing dictionary as the recogniser's model brings it: a word and its phones on each line, the second way of saying it
/// as `word(2)`. The file's bytes stay as they are, with one index into them: 4 MB for 134,000 words.
struct Lexicon: Sendable {
  /// The largest dictionary that is read, in bytes.
  static let maximumBytes = 32 << 20

  private let bytes: [UInt8]
  /// Where each line begins, in the order of the words.
  private let lines: [UInt32]

  /// Reads the dictionary; `nil` when there is none, or nothing in it.
  init?(path: String) {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    guard fseek(file, 0, SEEK_END) == 0, case let size = ftell(file), size > 0, size <= Self.maximumBytes,
      fseek(file, 0, SEEK_SET) == 0
    else { return nil }
    self.init(
      [UInt8](unsafeUninitializedCapacity: size) { $1 = fread($0.baseAddress, 1, size, file) })
  }

  /// The dictionary of this text; `nil` when there is nothing in it.
  init?(_ text: [UInt8]) {
    var starts: [UInt32] = []
    text.withUnsafeBufferPointer { text in
      var start = 0
      while start < text.count {
        let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
        if text[start..<end].contains(UInt8(ascii: " ")) { starts.append(UInt32(start)) }
        start = end + 1
      }
      starts.sort { Self.word(text, Int($0)).lexicographicallyPrecedes(Self.word(text, Int($1))) }
    }
    guard !starts.isEmpty else { return nil }
    bytes = text
    lines = starts
  }

  /// The ways to say a word, as phones with spaces between; none for a word that isn't there.
  func pronunciations(of word: String) -> [String] {
    guard !word.isEmpty, word.utf8.allSatisfy({ ($0 | 0x20 == $0 && (0x61...0x7A).contains($0)) || $0 == 0x27 }) else {
      return []
    }
    var found: [String] = []
    while let phones = phones(of: found.isEmpty ? word : "\(word)(\(found.count + 1))") { found.append(phones) }
    return found
  }

  private func phones(of word: String) -> String? {
    let sought = Array(word.utf8)
    return bytes.withUnsafeBufferPointer { text in
      var (low, high) = (0, lines.count)
      while low < high {
        let middle = (low + high) / 2
        if Self.word(text, Int(lines[middle])).lexicographicallyPrecedes(sought) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      guard low < lines.count, case let start = Int(lines[low]), Self.word(text, start).elementsEqual(sought) else {
        return nil
      }
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      return String(decoding: text[(start + sought.count + 1)..<end], as: UTF8.self)
    }
  }

  /// From the beginning of a line to its first space.
  private static func word(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    var end = start
    while end < text.count, text[end] != UInt8(ascii: " "), text[end] != UInt8(ascii: "\n") { end += 1 }
    return text[start..<end]
  }
}
