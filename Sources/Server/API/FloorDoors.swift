public import VoiceCore

/// The way to the operators of the calls that this node carries.
public struct FloorDoors: Sendable {
  let nodeURL: String
  let isHere: @Sendable (CallPlace) -> Bool
  let changed: @Sendable (CallPlace) -> Void

  /// These ways.
  /// - Parameters:
  ///   - nodeURL: the node's own address, `http://` or `https://`, without a slash at its end.
  ///   - isHere: whether this node carries a call.
  ///   - changed: has the call's session look who has the floor.
  public init(
    nodeURL: String, isHere: @escaping @Sendable (CallPlace) -> Bool,
    changed: @escaping @Sendable (CallPlace) -> Void
  ) {
    self.nodeURL = nodeURL
    self.isHere = isHere
    self.changed = changed
  }

  /// Where an operator's socket joins a call of this node.
  func socket(of call: Call.ID) -> String {
    let scheme = nodeURL.prefix { $0 != ":" }
    return (scheme.lowercased() == "https" ? "wss" : "ws") + nodeURL.dropFirst(scheme.count) + "/v1/voice?call=\(call)"
  }
}
