import Foundation
import Simulators

/// The vendor's events as vectors: which fields each must have, and a sample dialogue.
enum RealtimeVectors {
  static func required(_ side: String) throws -> [String: [String]] {
    var required: [String: [String]] = [:]
    for event in try load("openai-realtime-events")[side]?.elements ?? [] {
      required[event["type"]?.text ?? ""] = (event["required"]?.elements ?? []).compactMap(\.text)
    }
    return required
  }

  /// The events of the sample dialogue that go to the server (`c`) or come from it (`s`).
  static func dialogue(_ direction: String) throws -> [JSONTree] {
    (try load("openai-realtime-dialogue")["events"]?.elements ?? [])
      .filter { $0["dir"]?.text == direction }.compactMap { $0["event"] }
  }

  private struct Missing: Error {}

  private static func load(_ name: String) throws -> JSONTree {
    guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors"),
      let tree = JSONTree(try Data(contentsOf: url))
    else { throw Missing() }
    return tree
  }
}
