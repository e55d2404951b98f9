import Foundation

/// Reads a value out of a body, without the trees and dictionaries of a general reader: bodies are small and many, and we
/// wrote them ourselves. Throws `BodyText.Unknown` for what it doesn't know.
package struct BodyDecoder: Decoder {
  let text: BodyText
  let index: Int

  /// Errors need no place: whoever gets one reads again, with another reader.
  package var codingPath: [any CodingKey] { [] }
  package var userInfo: [CodingUserInfoKey: Any] { [:] }

  package func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard text.pieces[index].kind == .object else { throw BodyText.Unknown() }
    return KeyedDecodingContainer(BodyMembers<Key>(text: text, object: index))
  }

  package func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try BodyList(text, at: index) }

  package func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  /// Reads a whole body.
  /// - Throws: `BodyText.Unknown`, and what the value's own decoding throws.
  package static func value<Value: Decodable>(_ type: Value.Type, of body: [UInt8]) throws -> Value {
    try value(type, in: BodyText(body), at: 0)
  }

  /// Foundation's own types are written in ways of their own.
  static func value<Value: Decodable>(_ type: Value.Type, in text: BodyText, at index: Int) throws -> Value {
    if type == Data.self || type == Date.self || type == URL.self || type == Decimal.self { throw BodyText.Unknown() }
    return try Value(from: BodyDecoder(text: text, index: index))
  }
}

extension BodyDecoder: SingleValueDecodingContainer {
  package func decodeNil() -> Bool { text.pieces[index].kind == .null }
  package func decode(_ type: Bool.Type) throws -> Bool { try text.flag(at: index) }
  package func decode(_ type: String.Type) throws -> String { try text.text(at: index) }
  package func decode(_ type: Double.Type) throws -> Double { try text.fraction(at: index) }
  package func decode(_ type: Float.Type) throws -> Float { try text.fraction(at: index) }
  package func decode(_ type: Int.Type) throws -> Int { try text.integer(at: index) }
  package func decode(_ type: Int8.Type) throws -> Int8 { try text.integer(at: index) }
  package func decode(_ type: Int16.Type) throws -> Int16 { try text.integer(at: index) }
  package func decode(_ type: Int32.Type) throws -> Int32 { try text.integer(at: index) }
  package func decode(_ type: Int64.Type) throws -> Int64 { try text.integer(at: index) }
  package func decode(_ type: UInt.Type) throws -> UInt { try text.integer(at: index) }
  package func decode(_ type: UInt8.Type) throws -> UInt8 { try text.integer(at: index) }
  package func decode(_ type: UInt16.Type) throws -> UInt16 { try text.integer(at: index) }
  package func decode(_ type: UInt32.Type) throws -> UInt32 { try text.integer(at: index) }
  package func decode(_ type: UInt64.Type) throws -> UInt64 { try text.integer(at: index) }
  package func decode(_ type: Int128.Type) throws -> Int128 { try text.integer(at: index) }
  package func decode(_ type: UInt128.Type) throws -> UInt128 { try text.integer(at: index) }
  package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Self.value(type, in: text, at: index)
  }
}
