internal import NIOCore

/// The way into a running call from outside: REST, the script's bound, cancellation. May be used from anywhere; its
/// state lives on the call's event loop.
final class CallLine: Sendable {
  private struct State {
    var pending: LineInterrupt?
    var waiter: EventLoopPromise<LineInterrupt?>?
    var link: MediaLink?
  }

  /// The recordings of the call that have begun, until `close`.
  let begunRecordings: AsyncStream<RecordingDirectory.Entry>

  private let loop: any EventLoop
  private let state: NIOLoopBoundBox<State>
  private let begun: AsyncStream<RecordingDirectory.Entry>.Continuation

  init(on loop: any EventLoop) {
    self.loop = loop
    // A call has one at a time, each begun by an order of its own.
    (begunRecordings, begun) = AsyncStream.makeStream()
    state = .makeBoxSendingValue(State(), eventLoop: loop)
  }

  /// A recording of the call has begun.
  func began(_ recording: RecordingDirectory.Entry) { begun.yield(recording) }

  /// No recording begins any more.
  func close() { begun.finish() }

  /// Breaks in. Of several that nobody has taken yet, the first that ends the call stands, else the latest.
  func interrupt(_ interrupt: LineInterrupt) {
    loop.execute { [state] in
      if let link = state.value.link {
        link.interrupt(interrupt)
      } else if let waiter = state.value.waiter {
        state.value.waiter = nil
        waiter.succeed(interrupt)
      } else if state.value.pending?.endsCall != true {
        state.value.pending = interrupt
      }
    }
  }

  /// Waits for an interrupt, at most so long in real time; `nil` waits until there is one.
  func wait(_ bound: Duration?) async -> LineInterrupt? {
    let promise = loop.makePromise(of: LineInterrupt?.self)
    loop.execute { [loop, state] in
      if let pending = state.value.pending {
        state.value.pending = nil
        return promise.succeed(pending)
      }
      state.value.waiter = promise
      guard let bound else { return }
      let timer = loop.scheduleTask(in: TimeAmount(bound)) {
        guard let waiter = state.value.waiter, waiter.futureResult === promise.futureResult else { return }
        state.value.waiter = nil
        promise.succeed(nil)
      }
      promise.futureResult.whenComplete { _ in timer.cancel() }
    }
    // The promise is only ever fulfilled with a value.
    return (try? await promise.futureResult.get()) ?? nil
  }

  /// An interrupt that came while nobody waited.
  func take() async -> LineInterrupt? {
    await wait(.zero)
  }

  /// The stream that interrupts go to from now on. On the event loop.
  func attach(_ link: MediaLink) {
    state.value.link = link
    if let pending = state.value.pending {
      state.value.pending = nil
      link.interrupt(pending)
    }
  }

  /// On the event loop.
  func detach() {
    state.value.link = nil
  }

  /// Lets a stream that held back hang up.
  func hangUpStream() {
    loop.execute { [state] in state.value.link?.hangUp() }
  }
}
