import MediaBridge

/// Remembers what it is told, and does what the test says when it is.
final class ListeningReceptionist: ReceptionistLeg {
  enum Told: Equatable {
    case heard(PlaybackMark)
    case brokeIn(Int)
    case fellSilent
    case lostFloor(Int)
    case gotFloor
    case left
  }

  private(set) var told: [Told] = []
  private(set) var frames = 0
  private(set) var keys: [Character] = []
  private(set) var floor: (any Floor)?
  var whenTold: (Told, any Floor) -> Void = { _, _ in }

  func join(_ floor: any Floor) { self.floor = floor }
  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) { frames += 1 }
  func callerPressed(_ key: Character) { keys.append(key) }
  func callerHeard(_ mark: PlaybackMark) { take(.heard(mark)) }
  func callerBrokeIn(at position: Int) { take(.brokeIn(position)) }
  func callerFellSilent() { take(.fellSilent) }
  func lostFloor(at position: Int) { take(.lostFloor(position)) }
  func gotFloor() { take(.gotFloor) }
  func leave(at position: Int) { take(.left) }

  private func take(_ event: Told) {
    told.append(event)
    if let floor { whenTold(event, floor) }
  }
}
