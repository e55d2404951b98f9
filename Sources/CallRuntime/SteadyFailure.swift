import Synchronization
public import VoiceCore

/// Decides which of many equal failures are worth a line in the log: the first, then one in a while with the number of
/// those that were left out, and the end of the trouble.
public final class SteadyFailure: Sendable {
  /// The least time between two lines about a trouble that lasts.
  public static let pause: Duration = .seconds(60)

  /// What is worth telling.
  public enum Line: Equatable, Sendable {
    /// It goes wrong; so many times since the last line.
    case failing(times: Int)
    /// It went wrong before and doesn't any more.
    case recovered
  }

  private struct State {
    var lastLine: Timestamp?
    var count = 0
  }

  private let time: any TimeSource
  private let state = Mutex(State())

  /// Nothing has failed yet.
  public init(time: any TimeSource) { self.time = time }

  /// What to tell after an attempt that failed, or didn't; `nil` for nothing.
  public func line(afterFailing hasFailed: Bool) -> Line? {
    let now = time.now()
    return state.withLock { state in
      guard hasFailed else {
        defer { state = State() }
        return state.lastLine == nil ? nil : .recovered
      }
      state.count += 1
      if let last = state.lastLine, now < last + Self.pause { return nil }
      defer { state = State(lastLine: now) }
      return .failing(times: state.count)
    }
  }
}
