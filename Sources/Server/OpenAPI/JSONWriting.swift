internal import Web

/// JSON written in the order in which it is said, where an encoder would choose one.
enum JSONWriting {
  /// An object; the values are JSON already.
  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { JSONText.string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }
}
