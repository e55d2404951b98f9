import MediaBridge
import NIOCore

/// Remembers what it hears and is told.
final class ListeningOperator: OperatorLeg {
  private(set) var heard: [UInt8] = []
  private(set) var clears = 0
  private(set) var departures: [OperatorDeparture] = []
  private(set) var listener: (any OperatorLegListener)?

  func attach(_ listener: any OperatorLegListener) { self.listener = listener }
  func hear(_ muLaw: ByteBuffer) { heard += muLaw.readableBytesView }
  func clear() { clears += 1 }
  func floorIs(_ holder: FloorHolder) {}
  func refused(_ refusal: OperatorRefusal) {}
  func leave(_ departure: OperatorDeparture) { departures.append(departure) }

  func forget() { heard = [] }
}
