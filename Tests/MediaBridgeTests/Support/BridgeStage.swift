import MediaBridge

/// A bridge between a carrier and a receptionist.
final class Stage {
  let carrier = PlayingCarrier()
  let receptionist = ListeningReceptionist()
  private(set) var lastMark = PlaybackMark(generation: 0, number: 0)
  private(set) var ends: [LegEnd] = []
  private var said = 0
  private(set) lazy var bridge = Bridge(caller: carrier, receptionist: receptionist) { [unowned self] in ends.append($0)
  }

  init() { bridge.open() }

  /// Says so many frames, each of other bytes, and marks their end.
  func say(frames: Int) {
    for number in said..<said + frames { bridge.say(AudioChunk(muLaw: bytes(number..<number + 1))) }
    said += frames
    lastMark = bridge.mark()
  }

  func bytes(_ frames: Range<Int>) -> [UInt8] {
    frames.flatMap { Array(repeating: UInt8(truncatingIfNeeded: $0), count: 160) }
  }
}
