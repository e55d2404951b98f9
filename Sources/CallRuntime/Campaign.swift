import VoiceCore

/// Stands for leadership as long as the node runs: leads when nobody does, and stands again when it was lost.
struct Campaign: Sendable {
  /// How long after an attempt the next one follows: nobody leads for longer when a leader dies.
  static let pause: Duration = .seconds(2)

  let name: LeaderName
  let leadership: any Leadership
  let time: any TimeSource
  let closing: Closing

  /// Until the end, or until the task is cancelled. The body ends by itself when it is time to. `told` hears why it couldn't
  /// be found out who leads, and `nil` when it could, whoever does.
  func run(_ body: @escaping @Sendable () async -> Void, told: @Sendable (StoreFailure?) -> Void) async {
    repeat {
      do throws(StoreFailure) {
        _ = try await leadership.lead(as: name, body)
        if !Task.isCancelled { told(nil) }
      } catch {
        if !Task.isCancelled { told(error) }
      }
    } while await closing.sleep(for: Self.pause, by: time)
  }
}
