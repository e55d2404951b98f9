public import VoiceCore

/// The way to the operators of the calls that this node carries.
public struct FloorDoors: Sendable {
  let changed: @Sendable (CallPlace) -> Void

  /// This way.
  /// - Parameter changed: has the call's session look at once who has the floor, where this node has it; the session on another
  ///   node looks by itself.
  public init(changed: @escaping @Sendable (CallPlace) -> Void) { self.changed = changed }
}
