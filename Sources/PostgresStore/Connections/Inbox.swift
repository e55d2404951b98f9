import CLibPQ
import Glibc
import Synchronization

/// What tasks ask of the pool's thread, and the file descriptor that wakes it.
final class Inbox: Sendable {
  enum Command: Sendable {
    case run(Request)
    /// A task sent on a connection that was lent to it, or couldn't; the rest is the pool's.
    case sent(Connection, Bool)
    case cancel(Request)
    case release(UInt64)
    case lock(LockRequest)
    case cancelLock(LockRequest)
    case unlock(LockRequest, CheckedContinuation<Void, Never>)
    case listen(channel: String, subscriber: UInt64, AsyncStream<Wake>.Continuation)
    case unlisten(channel: String, subscriber: UInt64)
    case close(CheckedContinuation<Void, Never>?)
  }

  private struct Contents {
    var commands: [Command] = []
    var isAwake = true
    var isClosed = false
  }

  private let contents = Mutex(Contents())
  private let maximumWaiting: Int
  /// Requests that wait for a connection.
  let waiting = Atomic<Int>(0)
  /// Cancel requests on their way.
  let cancels = Atomic<Int>(0)
  private let numbers = Atomic<UInt64>(1)
  let bell: CInt

  init(maximumWaiting: Int) throws(PostgresFailure) {
    self.maximumWaiting = max(1, maximumWaiting)
    bell = eventfd(0, CInt(EFD_CLOEXEC) | CInt(EFD_NONBLOCK))
    guard bell >= 0 else { throw .unreachable("no file descriptor left on this machine") }
  }

  deinit { Glibc.close(bell) }

  /// A number that was never given before: for holds and subscribers.
  func newNumber() -> UInt64 { numbers.add(1, ordering: .relaxed).newValue }

  /// Counts a request among those that wait, unless too many do already.
  func count(_ request: Request) throws(PostgresFailure) {
    guard waiting.add(1, ordering: .relaxed).newValue <= maximumWaiting else {
      waiting.subtract(1, ordering: .relaxed)
      throw .busy
    }
  }

  /// Hands a request over that was counted.
  func submit(_ request: Request) throws(PostgresFailure) {
    guard post(.run(request)) else {
      waiting.subtract(1, ordering: .relaxed)
      throw .closed
    }
  }

  /// Hands a command over; false after the end.
  @discardableResult
  func post(_ command: Command) -> Bool {
    let (isTaken, mustRing) = contents.withLock { contents in
      guard !contents.isClosed else { return (false, false) }
      contents.commands.append(command)
      defer { contents.isAwake = true }
      return (true, !contents.isAwake)
    }
    if mustRing { ring() }
    return isTaken
  }

  /// Wakes the pool's thread.
  func ring() {
    var one: UInt64 = 1
    _ = write(bell, &one, 8)
  }

  /// What came since the last time. When it is empty, the bell will ring for the next.
  func take() -> [Command] {
    contents.withLock { contents in
      contents.isAwake = !contents.commands.isEmpty
      defer { contents.commands = [] }
      return contents.commands
    }
  }

  /// Takes no more, and answers what was left.
  func shut() -> [Command] {
    contents.withLock { contents in
      contents.isClosed = true
      defer { contents.commands = [] }
      return contents.commands
    }
  }

  /// Stops the bell.
  func hush() {
    var count: UInt64 = 0
    _ = read(bell, &count, 8)
  }
}
