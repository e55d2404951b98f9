public import VoiceCore

/// Looks from time to time how many callers wait, on one node of all.
public struct QueueWatch: Sendable {
  /// How long the figures are true at most.
  public static let pause: Duration = .seconds(5)
  /// How often it looks for more without a pause; the rest has time.
  public static let maximumLooks = 64

  private let watch: WatchQueues
  private let campaign: Campaign
  private let show: @Sendable (WatchQueues.Look?, Timestamp) -> Void

  /// A watch on these ports, until `closing` says so. `show` hears each look and its moment; `nil` when another node looks.
  public init(
    store: any Store, leadership: any Leadership, time: any TimeSource, closing: Closing = Closing(),
    show: @escaping @Sendable (WatchQueues.Look?, Timestamp) -> Void = QueueMeters().show
  ) {
    watch = WatchQueues(store: store)
    campaign = Campaign(name: LeaderName("queues"), leadership: leadership, time: time, closing: closing)
    self.show = show
  }

  /// Runs until it is time to end or the task is cancelled. `told` hears what is wrong with the store, and `nil` when nothing is.
  public func run(told: @escaping @Sendable (StoreFailure?) -> Void) async {
    await campaign.run {
      var memory = WatchQueues.Memory()
      repeat {
        memory = await look(memory, told)
      } while await campaign.closing.sleep(
        for: Self.pause, by: campaign.time)
      show(nil, campaign.time.now())
    } told: { failure in
      if let failure { told(failure) }
    }
  }

  private func look(
    _ memory: WatchQueues.Memory, _ told: @Sendable (StoreFailure?) -> Void
  ) async -> WatchQueues.Memory {
    var memory = memory
    for _ in 1...Self.maximumLooks {
      let look = await watch(memory)
      guard !Task.isCancelled else { break }
      show(look, campaign.time.now())
      told(look.failure)
      memory = look.memory
      guard look.hasMore, look.failure == nil, !campaign.closing.isClosed else { break }
    }
    return memory
  }
}
