public import VoiceCore

/// Runs one follower for as long as the node runs, while this node leads: at each commit that is heard of, and from time to
/// time without one. Of all nodes one follows; when it dies another goes on where it was.
public struct FollowerRunner: Sendable {
  /// The longest that a fact waits for a follower when no commit is heard of: a wake-up was lost with a connection, or an
  /// elder transaction that held facts back has ended without a word. A tenant that failed is tried again by then, too.
  public static let longestSilence: Duration = .seconds(2)
  /// The least time between two looks of a follower, unless it was told otherwise: commits of that time are handled together,
  /// so that what a follower costs doesn't grow with how many calls there are.
  public static let shortestBreath: Duration = .milliseconds(100)
  /// How often it looks for more when it is time to end; what is left then is for the next leader.
  public static let maximumLastTurns = 16

  private let store: any Store
  private let time: any TimeSource
  private let leadership: any Leadership
  private let breath: Duration
  private let closing: Closing

  /// A runner on these ports, until `closing` says so; it takes a `breath` after it has handled all that is there.
  public init(
    store: any Store, time: any TimeSource, leadership: any Leadership, breath: Duration = Self.shortestBreath,
    closing: Closing = Closing()
  ) {
    self.store = store
    self.breath = breath
    self.time = time
    self.leadership = leadership
    self.closing = closing
  }

  /// Under which name a follower is led.
  public static func leaderName(of follower: FollowerName) -> LeaderName { LeaderName("follow-\(follower.text)") }

  /// Runs the follower until it is time to end: then it handles what is there and gives leadership back; or until the task
  /// is cancelled. `told` hears how each turn went.
  public func run(_ follower: any LogFollower, told: @escaping @Sendable (FollowerTurn) -> Void = { _ in }) async {
    let campaign = Campaign(
      name: Self.leaderName(of: follower.name), leadership: leadership, time: time, closing: closing)
    await campaign.run {
      await follow(follower, told)
    } told: { failure in
      told(FollowerTurn(isLeading: false, behind: 0, lag: .zero, failure: failure.map(FollowFailure.store)))
    }
  }

  private func follow(_ follower: any LogFollower, _ told: @escaping @Sendable (FollowerTurn) -> Void) async {
    let follow = FollowLog(store: store, follower: follower)
    // One wake-up waits while a turn is on; it stands for all that came.
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in store.commits() { wake.yield() } }
      group.addTask { [closing, time] in
        while await closing.sleep(for: Self.longestSilence, by: time) { wake.yield() }
        wake.yield()
      }
      wake.yield()
      var progress = FollowLog.Progress()
      var caughtUp = time.now()
      for await _ in wakes {
        let isLast = closing.isClosed
        var turns = 0
        repeat {
          turns += 1
          progress = await follow(progress, at: time.now())
          let now = time.now()
          if progress.behind.isEmpty, !progress.hasMore, progress.failure == nil { caughtUp = now }
          told(
            FollowerTurn(
              isLeading: true, behind: progress.behind.count, lag: max(.zero, now - caughtUp), failure: progress.failure
            ))
        } while progress.hasMore && !Task.isCancelled
          && !(isLast && turns == Self.maximumLastTurns)
        if isLast { break }
        // What is committed meanwhile wakes it after the breath: the wake-up is kept. A closing ends the breath.
        if breath > .zero { _ = await closing.sleep(for: breath, by: time) }
      }
      group.cancelAll()
    }
    told(FollowerTurn(isLeading: false, behind: 0, lag: .zero, failure: nil))
  }
}

/// How a follower fares on this node.
public struct FollowerTurn: Equatable, Sendable {
  /// Whether this node is the one that follows.
  public let isLeading: Bool
  /// How many tenants have facts that were seen and aren't handled.
  public let behind: Int
  /// How long ago everything was handled; zero when it is.
  public let lag: Duration
  /// What went wrong last; `nil` when nothing did.
  public let failure: FollowFailure?
}
