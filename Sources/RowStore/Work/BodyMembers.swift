/// The members of an object in a body.
struct BodyMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let text: BodyText
  let object: Int

  var codingPath: [any CodingKey] { [] }

  var allKeys: [Key] {
    var keys: [Key] = []
    var index = object + 1
    while index < Int(text.pieces[object].next) {
      // All names are plain, or the whole text would be unknown.
      if let name = try? text.text(at: index), let key = Key(stringValue: name) { keys.append(key) }
      index = Int(text.pieces[index + 1].next)
    }
    return keys
  }

  func contains(_ key: Key) -> Bool { text.member(key.stringValue, of: object) != nil }

  private func place(_ key: Key) throws -> Int {
    guard let place = text.member(key.stringValue, of: object) else { throw BodyText.Unknown() }
    return place
  }

  func decodeNil(forKey key: Key) throws -> Bool { text.pieces[try place(key)].kind == .null }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try text.flag(at: place(key)) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try text.text(at: place(key)) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try text.fraction(at: place(key)) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try text.fraction(at: place(key)) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try text.integer(at: place(key)) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try text.integer(at: place(key)) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try text.integer(at: place(key)) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try text.integer(at: place(key)) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try text.integer(at: place(key)) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try text.integer(at: place(key)) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try text.integer(at: place(key)) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try text.integer(at: place(key)) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try text.integer(at: place(key)) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try text.integer(at: place(key)) }
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try text.integer(at: place(key)) }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try text.integer(at: place(key)) }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try BodyDecoder.value(type, in: text, at: place(key))
  }

  // Most members of most values aren't there: one search for each, where the protocol's own way takes up to three.
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    guard let place = found(key) else { return nil }
    return try text.flag(at: place)
  }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    guard let place = found(key) else { return nil }
    return try text.text(at: place)
  }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    guard let place = found(key) else { return nil }
    return try text.integer(at: place)
  }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    guard let place = found(key) else { return nil }
    return try BodyDecoder.value(type, in: text, at: place)
  }

  /// Where a member's value is, unless that is null.
  private func found(_ key: Key) -> Int? {
    guard let place = text.member(key.stringValue, of: object), text.pieces[place].kind != .null else { return nil }
    return place
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try BodyDecoder(text: text, index: place(key)).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try BodyList(text, at: place(key))
  }
  func superDecoder() throws -> any Decoder { throw BodyText.Unknown() }
  func superDecoder(forKey key: Key) throws -> any Decoder { BodyDecoder(text: text, index: try place(key)) }
}
