import MediaBridge
import NIOCore
import Synchronization

/// An operator's leg without a socket.
final class FakeOperator: OperatorLeg, Sendable {
  private struct State {
    var holders: [FloorHolder] = []
    var refusals: [OperatorRefusal] = []
    var departures: [OperatorDeparture] = []
    var listener: NIOLoopBound<any OperatorLegListener>?
  }

  private let loop: any EventLoop
  private let state = Mutex(State())

  init(_ loop: any EventLoop) { self.loop = loop }

  var holders: [FloorHolder] { state.withLock { $0.holders } }
  var refusals: [OperatorRefusal] { state.withLock { $0.refusals } }
  var departures: [OperatorDeparture] { state.withLock { $0.departures } }
  var isAttached: Bool { state.withLock { $0.listener != nil } }

  func attach(_ listener: any OperatorLegListener) {
    let bound = NIOLoopBound(listener, eventLoop: loop)
    state.withLock { $0.listener = bound }
  }

  func hear(_ muLaw: ByteBuffer) {}
  func clear() {}
  func floorIs(_ holder: FloorHolder) { state.withLock { $0.holders.append(holder) } }
  func refused(_ refusal: OperatorRefusal) { state.withLock { $0.refusals.append(refusal) } }

  func leave(_ departure: OperatorDeparture) {
    state.withLock { state in
      state.departures.append(departure)
      state.listener = nil
    }
  }

  /// Tells the session something, on the loop.
  func tell(_ body: @escaping @Sendable (any OperatorLegListener) -> Void) {
    let listener = state.withLock { $0.listener }
    loop.execute { if let listener { body(listener.value) } }
  }
}
