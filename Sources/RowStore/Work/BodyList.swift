/// The values of a list in a body, one after the other.
struct BodyList: UnkeyedDecodingContainer {
  private let text: BodyText
  private let end: Int
  private var index: Int
  let count: Int?
  private(set) var currentIndex = 0

  init(_ text: BodyText, at list: Int) throws {
    guard text.pieces[list].kind == .list else { throw BodyText.Unknown() }
    (self.text, index, end) = (text, list + 1, Int(text.pieces[list].next))
    var (found, place) = (0, index)
    while place < end {
      found += 1
      place = Int(text.pieces[place].next)
    }
    count = found
  }

  var codingPath: [any CodingKey] { [] }
  var isAtEnd: Bool { index >= end }

  /// The next value, which counts as read once it was.
  private mutating func next<Value>(_ read: (Int) throws -> Value) throws -> Value {
    guard !isAtEnd else { throw BodyText.Unknown() }
    let value = try read(index)
    index = Int(text.pieces[index].next)
    currentIndex += 1
    return value
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd else { throw BodyText.Unknown() }
    guard text.pieces[index].kind == .null else { return false }
    return try next { _ in true }
  }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try next { [text] in try text.flag(at: $0) } }
  mutating func decode(_ type: String.Type) throws -> String { try next { [text] in try text.text(at: $0) } }
  mutating func decode(_ type: Double.Type) throws -> Double { try next { [text] in try text.fraction(at: $0) } }
  mutating func decode(_ type: Float.Type) throws -> Float { try next { [text] in try text.fraction(at: $0) } }
  mutating func decode(_ type: Int.Type) throws -> Int { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try next { [text] in try text.integer(at: $0) } }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next { [text] in try BodyDecoder.value(type, in: text, at: $0) }
  }
  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try next { [text] in try BodyDecoder(text: text, index: $0).container(keyedBy: type) }
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next { [text] in try BodyList(text, at: $0) }
  }
  mutating func superDecoder() throws -> any Decoder { try next { [text] in BodyDecoder(text: text, index: $0) } }
}
