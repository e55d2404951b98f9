public import MediaBridge
public import NIOCore
public import NIOEmbedded
import Synchronization

/// A caller's leg without a socket.
public final class FakeLeg: CallerLeg, Sendable {
  private struct State {
    var departures: [LegDeparture] = []
    var listener: NIOLoopBound<any CallerLegListener>?
  }

  private let loop: NIOAsyncTestingEventLoop
  private let state = Mutex(State())

  /// A leg on this loop, that nobody listens to yet.
  public init(_ loop: NIOAsyncTestingEventLoop) { self.loop = loop }

  public var eventLoop: any EventLoop { loop }
  public var isWritable: Bool { true }
  /// How we left, as often as we did.
  public var departures: [LegDeparture] { state.withLock { $0.departures } }
  /// Whether a session listens.
  public var isAttached: Bool { state.withLock { $0.listener != nil } }

  public func attach(_ listener: any CallerLegListener) {
    let bound = NIOLoopBound(listener, eventLoop: loop)
    state.withLock { $0.listener = bound }
  }

  public func play(_ chunk: AudioChunk) {}
  /// What is said is heard within a second.
  public func mark(_ mark: PlaybackMark) {
    loop.scheduleTask(in: .seconds(1)) { [self] in hear { $0.callerHeard(mark) } }
  }

  public func clear() {}

  public func leave(_ departure: LegDeparture) {
    let isFirst = state.withLock { state in
      state.departures.append(departure)
      return state.departures.count == 1
    }
    if isFirst { hear { $0.callerLeft(.left) } }
  }

  /// Lets the listener hear something, on the loop.
  public func hear(_ tell: @escaping @Sendable (any CallerLegListener) -> Void) {
    let listener = state.withLock { $0.listener }
    loop.execute { if let listener { tell(listener.value) } }
  }
}
