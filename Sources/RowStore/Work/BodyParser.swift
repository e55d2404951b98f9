/// Takes a JSON text apart for `BodyText`: a value of its own, whose state nobody shares, for the compiler to keep in registers.
struct BodyParser {
  private typealias Unknown = BodyText.Unknown

  /// The deepest nesting that is followed.
  private static let maximumDepth = 64

  private let bytes: [UInt8]
  private var pieces: [BodyText.Piece] = []
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func parse() throws(BodyText.Unknown) -> [BodyText.Piece] {
    pieces.reserveCapacity(bytes.count / 8 + 4)
    try value(depth: 0)
    skipSpace()
    guard place == bytes.count else { throw Unknown() }
    return pieces
  }

  private mutating func skipSpace() {
    while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private mutating func next() throws(Unknown) -> UInt8 {
    if place < bytes.count, bytes[place] <= 0x20 { skipSpace() }
    guard place < bytes.count else { throw Unknown() }
    return bytes[place]
  }

  private mutating func add(_ kind: BodyText.Kind, _ start: Int, _ end: Int) {
    pieces.append(BodyText.Piece(kind: kind, start: Int32(start), end: Int32(end), next: Int32(pieces.count + 1)))
  }

  private mutating func value(depth: Int) throws(Unknown) {
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

  private mutating func collection(_ kind: BodyText.Kind, closedBy close: UInt8, _ depth: Int) throws(Unknown) {
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

  private func isPlain(_ name: BodyText.Piece) -> Bool {
    name.kind == .text && bytes[Int(name.start)..<Int(name.end)].allSatisfy { $0 < 0x80 }
  }

  private mutating func text() throws(Unknown) {
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

  private mutating func word(_ word: StaticString, _ kind: BodyText.Kind) throws(Unknown) {
    let end = place + word.utf8CodeUnitCount
    guard end <= bytes.count else { throw Unknown() }
    for offset in 0..<word.utf8CodeUnitCount where bytes[place + offset] != word.utf8Start[offset] { throw Unknown() }
    add(kind, place, end)
    place = end
  }

  private mutating func number() throws(Unknown) {
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

  @discardableResult private mutating func skip(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = place
    while place < bytes.count, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") { place += 1 }
    return place - start
  }
}
