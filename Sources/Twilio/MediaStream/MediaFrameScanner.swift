internal import MediaBridge
internal import NIOCore

/// Reads a `media` message in one pass over its bytes, without building a tree: this runs fifty times a second for each call.
///
/// Understands a part of JSON and that part exactly: an object of plain strings, whole numbers and the object `media` of the
/// same, in any order and with any white space. For whatever else may come (escapes, other characters than ASCII, nested
/// values, a name twice, another event, anything wrong) it says `nil`, and the JSON reader judges.
struct MediaFrameScanner {
  private struct Found {
    var timestamp: Int?
    var payload: Range<Int>?
    var byteCount = 0
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// The stream's name and the frame, as slices of the message.
  static func scan(_ text: ByteBuffer) -> (streamSID: ByteBuffer, frame: MediaFrame)? {
    let found = text.withUnsafeReadableBytes { bytes in
      var scanner = MediaFrameScanner(bytes: bytes)
      return scanner.message()
    }
    guard let (stream, media) = found, let payload = media.payload,
      let streamSID = text.getSlice(at: text.readerIndex + stream.lowerBound, length: stream.count),
      let base64 = text.getSlice(at: text.readerIndex + payload.lowerBound, length: payload.count)
    else { return nil }
    return (streamSID, MediaFrame(milliseconds: media.timestamp, payload: base64, byteCount: media.byteCount))
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  // MARK: Objects

  private mutating func message() -> (stream: Range<Int>, media: Found)? {
    var (isMedia, stream, media) = (false, Range<Int>?.none, Found?.none)
    skipSpace()
    guard take("{") else { return nil }
    repeat {
      guard let name = memberName() else { return nil }
      if isText(name, "event") {
        guard !isMedia, let event = string(), isText(event, "media") else { return nil }
        isMedia = true
      } else if isText(name, "streamSid") {
        guard stream == nil, let text = string() else { return nil }
        stream = text
      } else if isText(name, "media") {
        guard media == nil, let object = mediaObject() else { return nil }
        media = object
      } else {
        guard skipScalar() else { return nil }
      }
      skipSpace()
    } while take(",")
    guard take("}") else { return nil }
    skipSpace()
    guard position == bytes.count, isMedia, let stream, let media, media.payload != nil else { return nil }
    return (stream, media)
  }

  private mutating func mediaObject() -> Found? {
    var (found, hasTrack) = (Found(), false)
    guard take("{") else { return nil }
    repeat {
      guard let name = memberName() else { return nil }
      if isText(name, "payload") {
        guard found.payload == nil, takePayload(into: &found) else { return nil }
      } else if isText(name, "timestamp") {
        guard found.timestamp == nil, let counter = counter() else { return nil }
        found.timestamp = counter
      } else if isText(name, "track") {
        guard !hasTrack, let track = string(), isText(track, "inbound") else { return nil }
        hasTrack = true
      } else {
        guard skipScalar() else { return nil }
      }
      skipSpace()
    } while take(",")
    return take("}") ? found : nil
  }

  /// A member's name, with everything up to its value.
  private mutating func memberName() -> Range<Int>? {
    skipSpace()
    guard let name = string() else { return nil }
    skipSpace()
    guard take(":") else { return nil }
    skipSpace()
    return name
  }

  // MARK: Values

  private mutating func takePayload(into found: inout Found) -> Bool {
    guard take("\"") else { return false }
    let start = position
    let digits = Base64.digitCount(in: UnsafeRawBufferPointer(rebasing: bytes[start...]))
    position += digits
    while current == Base64.padding { position += 1 }
    guard let count = Base64.byteCount(digits: digits, padding: position - start - digits) else { return false }
    found.payload = start..<position
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

  /// A whole number, in quotes or not.
  private mutating func counter() -> Int? {
    if current != UInt8(ascii: "\"") { return number() }
    guard let text = string(), (1...MediaFrame.maximumCounterDigits).contains(text.count) else { return nil }
    return value(of: text)
  }

  /// A whole number as JSON writes it: without a sign and without a zero in front.
  private mutating func number() -> Int? {
    let start = position
    while Self.isDigit(current) { position += 1 }
    guard (1...MediaFrame.maximumCounterDigits).contains(position - start) else { return nil }
    guard position - start == 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
    return value(of: start..<position)
  }

  private func value(of digits: Range<Int>) -> Int? {
    var value = 0
    for index in digits {
      guard Self.isDigit(bytes[index]) else { return nil }
      value = value &* 10 &+ Int(bytes[index] &- UInt8(ascii: "0"))
    }
    return value
  }

  private mutating func skipScalar() -> Bool { current == UInt8(ascii: "\"") ? string() != nil : number() != nil }

  // MARK: Bytes

  /// The byte here; 0, which JSON never has, at the end.
  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: wanted) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while current == 0x20 || (0x09...0x0D).contains(current) && current != 0x0B && current != 0x0C { position += 1 }
  }

  private func isText(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<range.count where bytes[range.lowerBound + index] != text.utf8Start[index] { return false }
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
