/// A long link to somebody else, and when it is opened again after it broke (property 43).
///
/// Whoever owns it opens sockets and says what became of them, each by its number: what an older one says is old news. A link
/// that was ended on purpose, or that the other side closed in good order, is never opened again.
public struct Link: Equatable, Sendable {
  /// How it stands.
  public enum State: Equatable, Sendable {
    /// A socket is being opened.
    case connecting
    case up
    /// It broke; a socket is to be opened when the pause is over.
    case waiting
    /// For good.
    case over
  }

  /// Why a socket is gone.
  public enum Loss: Sendable, CaseIterable {
    /// It broke, or couldn't be opened.
    case broken
    /// The other side closed it in good order (WebSocket code 1000).
    case closed
    /// The other side wants nothing of us, and won't later.
    case refused
  }

  private let policy: BackOff
  public private(set) var state = State.connecting
  /// The number of the socket that counts, from 1.
  public private(set) var socket = 1
  /// Losses in a row; 0 while it is up.
  public private(set) var failures = 0

  /// A link whose first socket is being opened.
  public init(_ policy: BackOff) { self.policy = policy }

  /// This socket is open.
  public mutating func opened(_ number: Int) {
    guard state == .connecting, number == socket else { return }
    (state, failures) = (.up, 0)
  }

  /// This socket is gone. The answer is after which pause to open the next; `nil` for not at all.
  public mutating func lost(_ number: Int, _ loss: Loss, chance: UInt64) -> Duration? {
    guard state == .connecting || state == .up, number == socket else { return nil }
    failures += 1
    guard loss == .broken, failures < policy.tries ?? .max else {
      state = .over
      return nil
    }
    state = .waiting
    return policy.pause(afterFailures: failures, chance: chance)
  }

  /// The pause is over. The answer is the number of the socket to open; `nil` when none is wanted any more.
  public mutating func reopen() -> Int? {
    guard state == .waiting else { return nil }
    state = .connecting
    socket += 1
    return socket
  }

  /// The socket that counts is to be replaced by another one, though it isn't gone: before the other side ends it, say. The
  /// answer is the number of the socket to open; `nil` when none is wanted any more.
  public mutating func replace() -> Int? {
    guard state == .connecting || state == .up else { return nil }
    state = .connecting
    socket += 1
    return socket
  }

  /// Ended on purpose.
  public mutating func end() { state = .over }
}
