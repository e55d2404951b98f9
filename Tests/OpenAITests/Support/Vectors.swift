import Foundation
import Testing

/// The fixtures of the provider's protocol, as they are shared with whoever stands in for it.
enum Vectors {
  static func object(_ name: String) throws -> [String: Any] {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors"))
    return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
  }

  static func text(_ object: Any) throws -> String {
    String(
      decoding: try JSONSerialization.data(withJSONObject: object, options: [.withoutEscapingSlashes, .sortedKeys]),
      as: UTF8.self)
  }

  /// The events of the sample dialogue that come from the provider.
  static func dialogue() throws -> [[String: Any]] {
    let events = try #require(try object("openai-realtime-dialogue")["events"] as? [[String: Any]])
    return events.filter { $0["dir"] as? String == "s" }.compactMap { $0["event"] as? [String: Any] }
  }

  /// The fields of each event, by its type.
  static func fields(of list: String) throws -> [String: (required: Set<String>, optional: Set<String>)] {
    let events = try #require(try object("openai-realtime-events")[list] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: events.map { event in
        (
          event["type"] as? String ?? "",
          (Set(event["required"] as? [String] ?? []), Set(event["optional"] as? [String] ?? []))
        )
      })
  }
}
