package import NIOCore

/// Finds the audio of an `input_audio_buffer.append` without building a tree.
package enum AppendScan {
  private static let type: StaticString = "input_audio_buffer.append"
  private static let quote = UInt8(ascii: "\"")

  /// Where the Base64 text stands, counted from the message's first byte; `nil` when the message is something else, or
  /// written in a way that needs a parser.
  package static func audio(in message: ByteBuffer) -> Range<Int>? {
    message.withUnsafeReadableBytes { bytes in
      var position = 0
      var audio: Range<Int>?
      var isAppend = false
      guard expect("{", bytes, &position) else { return nil }
      while true {
        guard let name = string(bytes, &position), expect(":", bytes, &position),
          let value = string(bytes, &position)
        else { return nil }
        if same(bytes[name], "audio") {
          audio = value
        } else if same(bytes[name], "type") {
          isAppend = same(bytes[value], type)
        } else if !same(bytes[name], "event_id") {
          return nil
        }
        if expect(",", bytes, &position) { continue }
        guard expect("}", bytes, &position), position == bytes.count else { return nil }
        return isAppend ? audio : nil
      }
    }
  }

  private static func expect(_ letter: Unicode.Scalar, _ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Bool {
    while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    guard position < bytes.count, bytes[position] == UInt8(ascii: letter) else { return false }
    position += 1
    return true
  }

  /// A string without escapes.
  private static func string(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Range<Int>? {
    guard expect("\"", bytes, &position) else { return nil }
    let begin = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        return begin..<position - 1
      }
      guard byte != UInt8(ascii: "\\"), byte >= 0x20 else { return nil }
      position += 1
    }
    return nil
  }

  private static func same(_ bytes: Slice<UnsafeRawBufferPointer>, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    var index = 0
    for byte in UnsafeRawBufferPointer(rebasing: bytes) {
      guard byte == text.utf8Start[index] else { return false }
      index += 1
    }
    return true
  }
}
