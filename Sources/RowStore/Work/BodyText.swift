/// A JSON text taken apart, without a value of its own for any piece: where each piece lies, and where the next begins.
/// Knows what our own encoder writes; whatever else JSON may hold is `Unknown`, for a slower reader.
package final class BodyText {
  /// This reader doesn't know what it sees.
  package struct Unknown: Error {}

  enum Kind: UInt8 { case null, no, yes, number, text, escapedText, list, object }

  /// One value, or the name of a member, which comes right before its value.
  struct Piece {
    let kind: Kind
    /// Its bytes, without quotes.
    let start: Int32
    var end: Int32
    /// The index of the piece behind it and all it holds.
    var next: Int32
  }

  private let bytes: [UInt8]
  let pieces: [Piece]

  /// Takes the text apart. Piece 0 is all of it.
  init(_ bytes: [UInt8]) throws(Unknown) {
    var parser = BodyParser(bytes)
    pieces = try parser.parse()
    self.bytes = bytes
  }
}

extension BodyText {
  /// The value of a member of an object; `nil` when there is none of that name.
  func member(_ name: String, of object: Int) -> Int? {
    var name = name
    return name.withUTF8 { name in
      var index = object + 1
      let end = Int(pieces[object].next)
      while index < end {
        let piece = pieces[index]
        if Int(piece.end - piece.start) == name.count, piece.kind == .text, equals(piece, name) { return index + 1 }
        index = Int(pieces[index + 1].next)
      }
      return nil
    }
  }

  private func equals(_ piece: Piece, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = Int(piece.start)
    for byte in name {
      if bytes[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// A text without escapes; with them it is for the slower reader.
  func text(at index: Int) throws(Unknown) -> String {
    let piece = pieces[index]
    guard piece.kind == .text,
      let text = String(validating: bytes[Int(piece.start)..<Int(piece.end)], as: UTF8.self)
    else { throw Unknown() }
    return text
  }

  /// A whole number written as one.
  func integer<Number: FixedWidthInteger>(at index: Int) throws(Unknown) -> Number {
    let piece = pieces[index]
    guard piece.kind == .number else { throw Unknown() }
    var place = Int(piece.start)
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    guard place < Int(piece.end) else { throw Unknown() }
    var number: Number = 0
    while place < Int(piece.end) {
      guard bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") else { throw Unknown() }
      let (ten, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let digit = Number(bytes[place] - UInt8(ascii: "0"))
      let (sum, isOver) =
        isNegative ? ten.subtractingReportingOverflow(digit) : ten.addingReportingOverflow(digit)
      guard !isTooLarge, !isOver else { throw Unknown() }
      number = sum
      place += 1
    }
    return number
  }

  /// A number with or without a fraction.
  func fraction<Number: LosslessStringConvertible>(at index: Int) throws(Unknown) -> Number {
    let piece = pieces[index]
    guard piece.kind == .number,
      let number = Number(String(decoding: bytes[Int(piece.start)..<Int(piece.end)], as: UTF8.self))
    else { throw Unknown() }
    return number
  }

  /// True or false.
  func flag(at index: Int) throws(Unknown) -> Bool {
    switch pieces[index].kind {
    case .yes: true
    case .no: false
    default: throw Unknown()
    }
  }
}
