public import VoiceCore

/// Runs one follower for as long as the node runs: at each commit that is heard of, and from time to time without one.
public struct FollowerRunner: Sendable {
  /// The longest that a fact waits for a follower when no commit is heard of: a wake-up was lost with a connection, or an
  /// elder transaction that held facts back has ended without a word. A tenant that failed is tried again by then, too.
  public static let longestSilence: Duration = .seconds(2)

  private let store: any Store
  private let time: any TimeSource

  /// A runner on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Runs the follower until the task is cancelled. `told` hears what went wrong after each turn that failed.
  public func run(_ follower: any LogFollower, told: @escaping @Sendable (FollowFailure) -> Void = { _ in }) async {
    let follow = FollowLog(store: store, follower: follower)
    // One wake-up waits while a turn is on; it stands for all that came.
    let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in store.commits() { wake.yield() } }
      group.addTask {
        while !Task.isCancelled {
          do { try await time.sleep(for: Self.longestSilence) } catch { return }
          wake.yield()
        }
      }
      wake.yield()
      var progress = FollowLog.Progress()
      for await _ in wakes {
        repeat {
          progress = await follow(progress)
          if let failure = progress.failure { told(failure) }
        } while progress.hasMore && progress.failure == nil && !Task.isCancelled
      }
      group.cancelAll()
    }
  }
}
