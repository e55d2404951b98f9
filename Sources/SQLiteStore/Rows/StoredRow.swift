import FoundationEssentials
import VoiceCore

/// One row of a query; what the two numbers say is the query's affair. Decoded by whoever asked, not on the connection.
struct StoredRow: Sendable {
  let first: Int64
  let second: Int64
  let body: Data

  /// The value in the body.
  func value<Value: Decodable>(as type: Value.Type = Value.self) throws(StoreFailure) -> Value {
    do { return try JSONDecoder.forBodies.decode(type, from: body) } catch { throw .corrupt }
  }

  /// The identifier in the body.
  func id<Subject>() throws(StoreFailure) -> Identifier<Subject> {
    guard let id = Identifier<Subject>(String(decoding: body, as: UTF8.self)) else { throw .corrupt }
    return id
  }
}

extension JSONDecoder {
  fileprivate static let forBodies: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "+inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }()
}

extension JSONEncoder {
  private static let forBodies: JSONEncoder = {
    let encoder = JSONEncoder()
    // Equal values have equal bytes.
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "+inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }()

  /// The value as a row's body.
  static func body(_ value: some Encodable) throws(StoreFailure) -> Data {
    do { return try forBodies.encode(value) } catch { throw .corrupt }
  }
}
