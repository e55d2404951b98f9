import Synchronization

/// Wakes those who wait for commits in this process.
public final class CommitSignal: Sendable {
  private struct Listeners: Sendable {
    var next = 0
    var streams: [Int: AsyncStream<Void>.Continuation] = [:]
    var hasEnded = false
  }

  private let listeners = Mutex(Listeners())

  /// A signal that nobody hears yet.
  public init() {}

  /// Hears of commits from now on. Of those that wait to be heard, one is kept.
  public func stream() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = listeners.withLock { listeners -> Int? in
      guard !listeners.hasEnded else { return nil }
      listeners.next += 1
      listeners.streams[listeners.next] = continuation
      return listeners.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.listeners.withLock { _ = $0.streams.removeValue(forKey: number) }
    }
    return stream
  }

  /// Tells all who listen, those who came first before the others.
  public func send() {
    let streams = listeners.withLock { listeners in
      listeners.streams.isEmpty ? [] : listeners.streams.sorted { $0.key < $1.key }.map(\.value)
    }
    for stream in streams { stream.yield() }
  }

  /// Ends all streams, and those still to come.
  public func end() {
    let streams = listeners.withLock { listeners in
      listeners.hasEnded = true
      defer { listeners.streams = [:] }
      return listeners.streams.sorted { $0.key < $1.key }.map(\.value)
    }
    for stream in streams { stream.finish() }
  }
}
