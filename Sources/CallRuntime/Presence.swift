public import VoiceCore

/// Shows to other nodes that this one lives: as long as it does, it leads under its own name.
public struct Presence: Sendable {
  private let node: Node.ID
  private let leadership: any Leadership
  private let time: any TimeSource
  private let closing: Closing

  /// The presence of a node.
  public init(_ node: Node.ID, leadership: any Leadership, time: any TimeSource, closing: Closing = Closing()) {
    self.node = node
    self.leadership = leadership
    self.time = time
    self.closing = closing
  }

  /// Shows it until it is time to end or the task is cancelled. `told` hears when it can't be shown.
  public func run(told: @Sendable (StoreFailure) -> Void) async {
    let campaign = Campaign(name: .node(node), leadership: leadership, time: time, closing: closing)
    let closing = closing
    await campaign.run {
      await closing.wait()
    } told: {
      told($0)
    }
  }
}
