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

  /// The deepest nesting that is followed.
  private static let maximumDepth = 64

  private let bytes: [UInt8]
  private(set) var pieces: [Piece] = []
  private var place = 0

  /// Takes the text apart. Piece 0 is all of it.
  init(_ bytes: [UInt8]) throws(Unknown) {
    self.bytes = bytes
    pieces.reserveCapacity(bytes.count / 8 + 4)
    try value(depth: 0)
    skipSpace()
    guard place == bytes.count else { throw Unknown() }
  }

  private func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private func next() throws(Unknown) -> UInt8 {
    if place < bytes.count, bytes[place] <= 0x20 { skipSpace() }
    guard place < bytes.count else { throw Unknown() }
    return bytes[place]
  }

  private func add(_ kind: Kind, _ start: Int, _ end: Int) {
    pieces.append(Piece(kind: kind, start: Int32(start), end: Int32(end), next: Int32(pieces.count + 1)))
  }

  private func value(depth: Int) throws(Unknown) {
    guard depth < Self.maximumDepth else { throw Unknown() }
    switch try next() {
    case UInt8(ascii: "\""): try text()
    case UInt8(ascii: "{"): try collection(.object, closedBy: UInt8(ascii: "}"), depth)
    case UInt8(ascii: "["): try collection(.list, closedBy: UInt8(ascii: "]"), depth)
    case UInt8(ascii: "t"): try word("true", .yes)
    case UInt8(ascii: "f"): try word("false", .no)
    case UInt8(ascii: "n"): try word("null", .null)
    default: try number()
    }
  }

  private func collection(_ kind: Kind, closedBy close: UInt8, _ depth: Int) throws(Unknown) {
    let mine = pieces.count
    add(kind, place, place)
    place += 1
    if try next() == close {
      place += 1
      return
    }
    while true {
      if kind == .object {
        guard try next() == UInt8(ascii: "\"") else { throw Unknown() }
        try text()
        // Names are asked for by their bytes, and dictionaries must not miss one.
        guard let name = pieces.last, isPlain(name) else { throw Unknown() }
        guard try next() == UInt8(ascii: ":") else { throw Unknown() }
        place += 1
      }
      try value(depth: depth + 1)
      let separator = try next()
      place += 1
      if separator == close { break }
      guard separator == UInt8(ascii: ",") else { throw Unknown() }
    }
    pieces[mine].end = Int32(place)
    pieces[mine].next = Int32(pieces.count)
  }

  private func isPlain(_ name: Piece) -> Bool {
    name.kind == .text && bytes[Int(name.start)..<Int(name.end)].allSatisfy { $0 < 0x80 }
  }

  private func text() throws(Unknown) {
    let start = place + 1
    var end = start
    var isEscaped = false
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      guard bytes[end] >= 0x20 else { throw Unknown() }
      if bytes[end] == UInt8(ascii: "\\") {
        isEscaped = true
        end += 1
      }
      end += 1
    }
    guard end < bytes.count else { throw Unknown() }
    add(isEscaped ? .escapedText : .text, start, end)
    place = end + 1
  }

  private func word(_ word: StaticString, _ kind: Kind) throws(Unknown) {
    let end = place + word.utf8CodeUnitCount
    guard end <= bytes.count else { throw Unknown() }
    for offset in 0..<word.utf8CodeUnitCount where bytes[place + offset] != word.utf8Start[offset] { throw Unknown() }
    add(kind, place, end)
    place = end
  }

  private func number() throws(Unknown) {
    let start = place
    skip(UInt8(ascii: "-"))
    let isZero = skip(UInt8(ascii: "0"))
    let digits = skipDigits()
    guard isZero ? digits == 0 : digits > 0 else { throw Unknown() }
    if skip(UInt8(ascii: ".")), skipDigits() == 0 { throw Unknown() }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      if !skip(UInt8(ascii: "-")) { skip(UInt8(ascii: "+")) }
      if skipDigits() == 0 { throw Unknown() }
    }
    add(.number, start, place)
  }

  @discardableResult private func skip(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private func skipDigits() -> Int {
    let start = place
    while place < bytes.count, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") { place += 1 }
    return place - start
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
