import Foundation
import Testing

/// The fixtures of the carrier's protocols, as they are shared with whoever stands in for it.
enum Vectors {
  static func data(_ name: String) throws -> Data {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors"))
    return try Data(contentsOf: url)
  }

  static func decode<Value: Decodable>(_ name: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: data(name))
  }

  static func object(_ name: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data(name)) as? [String: Any])
  }

  /// The text fields of one webhook.
  static func webhook(_ name: String) throws -> [String: String] {
    try #require(try object("twilio-webhooks")[name] as? [String: String])
  }

  /// Each message of the media stream as compact JSON text.
  static func streamMessages(_ direction: String) throws -> [String] {
    let messages = try #require(try object("twilio-media-streams")[direction] as? [[String: Any]])
    return try messages.map {
      String(
        decoding: try JSONSerialization.data(withJSONObject: $0, options: [.withoutEscapingSlashes, .sortedKeys]),
        as: UTF8.self)
    }
  }
}
