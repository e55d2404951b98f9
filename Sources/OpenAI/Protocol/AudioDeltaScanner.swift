internal import MediaBridge
internal import NIOCore

/// Reads `response.output_audio.delta` in one pass over its bytes, without building a tree.
///
/// Understands a part of JSON and that part exactly: an object of plain strings and whole numbers, in any order and with any
/// white space. For whatever else may come (escapes, other characters than ASCII, nested values, a name twice, another
/// event, anything wrong) it says `nil`, and the JSON reader judges.
struct AudioDeltaScanner {
  private struct Found {
    var isDelta = false
    var response: Range<Int>?
    var item: Range<Int>?
    var audio: Range<Int>?
    var byteCount = 0
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// The piece of audio, as slices of the message.
  static func scan(_ text: ByteBuffer) -> AudioDelta? {
    let found = text.withUnsafeReadableBytes { bytes in
      var scanner = AudioDeltaScanner(bytes: bytes)
      return scanner.message()
    }
    guard let found, let response = slice(found.response, of: text), let item = slice(found.item, of: text),
      let audio = slice(found.audio, of: text)
    else { return nil }
    return AudioDelta(
      response: response, item: item, audio: AudioChunk(base64: audio, byteCount: found.byteCount))
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private static func slice(_ range: Range<Int>?, of text: ByteBuffer) -> ByteBuffer? {
    range.flatMap { text.getSlice(at: text.readerIndex + $0.lowerBound, length: $0.count) }
  }

  // MARK: The object

  private mutating func message() -> Found? {
    var found = Found()
    skipSpace()
    guard take("{") else { return nil }
    repeat {
      guard member(into: &found) else { return nil }
      skipSpace()
    } while take(",")
    guard take("}") else { return nil }
    skipSpace()
    guard position == bytes.count, found.isDelta, found.audio != nil else { return nil }
    return found
  }

  private mutating func member(into found: inout Found) -> Bool {
    skipSpace()
    guard let name = string() else { return false }
    skipSpace()
    guard take(":") else { return false }
    skipSpace()
    if isText(name, "type") {
      guard !found.isDelta, let type = string(), isText(type, "response.output_audio.delta") else { return false }
      found.isDelta = true
    } else if isText(name, "response_id") {
      guard found.response == nil, let text = string() else { return false }
      found.response = text
    } else if isText(name, "item_id") {
      guard found.item == nil, let text = string() else { return false }
      found.item = text
    } else if isText(name, "delta") {
      return found.audio == nil && takeAudio(into: &found)
    } else {
      return skipScalar()
    }
    return true
  }

  // MARK: Values

  private mutating func takeAudio(into found: inout Found) -> Bool {
    guard take("\"") else { return false }
    let start = position
    let digits = Base64.digitCount(in: UnsafeRawBufferPointer(rebasing: bytes[start...]))
    position += digits
    while current == Base64.padding { position += 1 }
    guard let count = Base64.byteCount(digits: digits, padding: position - start - digits) else { return false }
    found.audio = start..<position
    found.byteCount = count
    return take("\"")
  }

  /// Plain text in quotes.
  private mutating func string() -> Range<Int>? {
    guard take("\"") else { return nil }
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<position - 1
      case UInt8(ascii: "\\"), 0..<0x20, 0x80...: return nil
      default: position += 1
      }
    }
    return nil
  }

  /// A whole number as JSON writes it: without a sign and without a zero in front.
  private mutating func number() -> Bool {
    let start = position
    while current &- UInt8(ascii: "0") < 10 { position += 1 }
    guard (1...16).contains(position - start) else { return false }
    return position - start == 1 || bytes[start] != UInt8(ascii: "0")
  }

  private mutating func skipScalar() -> Bool { current == UInt8(ascii: "\"") ? string() != nil : number() }

  // MARK: Bytes

  /// The byte here; 0, which JSON never has, at the end.
  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: wanted) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while current == 0x20 || current == 0x0A || current == 0x0D || current == 0x09 { position += 1 }
  }

  private func isText(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<range.count where bytes[range.lowerBound + index] != text.utf8Start[index] { return false }
    return true
  }
}
