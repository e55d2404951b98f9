public import VoiceCore

/// Does something from time to time, on one node of all: what nobody wakes anybody for.
public struct Rounds: Sendable {
  /// One round.
  public typealias Round = @Sendable () async -> Void

  private let campaign: Campaign
  private let pause: Duration

  /// Rounds under this name, with so long a pause between two.
  public init(
    _ name: LeaderName, every pause: Duration, leadership: any Leadership, time: any TimeSource,
    closing: Closing = Closing()
  ) {
    campaign = Campaign(name: name, leadership: leadership, time: time, closing: closing)
    self.pause = pause
  }

  /// Makes rounds until it is time to end or the task is cancelled: the first at once. One that is on when it is time to end
  /// is finished, so it looks by itself whether it is. `newTerm` gives the round for a time of leadership: what it remembers
  /// lasts as long. `told` hears why it couldn't be found out who leads, and `nil` when it could.
  public func run(newTerm: @escaping @Sendable () -> Round, told: @Sendable (StoreFailure?) -> Void) async {
    let (campaign, pause) = (campaign, pause)
    await campaign.run {
      let round = newTerm()
      repeat { await round() } while await campaign.closing.sleep(for: pause, by: campaign.time)
    } told: {
      told($0)
    }
  }
}
