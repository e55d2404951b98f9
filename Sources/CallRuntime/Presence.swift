public import VoiceCore

/// Shows to other nodes that this one lives: as long as it does, it leads under its own name.
public struct Presence: Sendable {
  private let node: Node.ID
  private let leadership: any Leadership
  private let time: any TimeSource
  private let sign: PresenceSign?
  private let closing: Closing

  /// The presence of a node. `sign` tells others in this process whether it is shown.
  public init(
    _ node: Node.ID, leadership: any Leadership, time: any TimeSource, sign: PresenceSign? = nil,
    closing: Closing = Closing()
  ) {
    self.node = node
    self.leadership = leadership
    self.time = time
    self.sign = sign
    self.closing = closing
  }

  /// Shows it until it is time to end or the task is cancelled. `told` hears when it can't be shown, and `nil` when it is.
  public func run(told: @escaping @Sendable (StoreFailure?) -> Void) async {
    let campaign = Campaign(name: .node(node), leadership: leadership, time: time, closing: closing)
    let (closing, sign) = (closing, sign)
    await campaign.run {
      sign?.shown()
      told(nil)
      await closing.wait()
      sign?.hidden()
    } told: { failure in
      if let failure { told(failure) }
    }
  }
}
