extension Base64Text {
  private static let isLetter: [Bool] = (0...255).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"): true
    default: false
    }
  }

  /// How many bytes this text stands for; `nil` when it isn't Base64. Decodes nothing.
  package static func byteCount(_ text: UnsafeRawBufferPointer) -> Int? {
    guard text.count.isMultiple(of: 4) else { return nil }
    var end = text.count
    while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
    return isLetter.withUnsafeBufferPointer { isLetter in
      for index in 0..<end where !isLetter[Int(text[index])] { return nil }
      return text.count / 4 * 3 - (text.count - end)
    }
  }
}
