import MediaBridge
import NIOCore
import NIOEmbedded

/// A caller's leg without a socket, whose player plays when told so, returns marks as it passes them and all of them on a clear.
final class PlayingCarrier: CallerLeg {
  let loop = EmbeddedEventLoop()
  var eventLoop: any EventLoop { loop }
  var isWritable = true {
    didSet { listener?.callerWritabilityChanged(isWritable: isWritable) }
  }
  /// The socket is full with the next piece, and says so later.
  var stopsReading = false
  /// Every byte that reached the caller's ear.
  private(set) var heard: [UInt8] = []
  private(set) var clears = 0
  private(set) var departures: [LegDeparture] = []
  /// Bytes and marks that were sent and not played.
  private(set) var waiting: [Playback.Output] = []
  private var listener: (any CallerLegListener)?

  func attach(_ listener: any CallerLegListener) { self.listener = listener }

  func play(_ chunk: AudioChunk) {
    waiting.append(.play(chunk))
    if stopsReading, isWritable { isWritable = false }
  }

  func mark(_ mark: PlaybackMark) { waiting.append(.mark(mark)) }

  func clear() {
    clears += 1
    let flushed = waiting
    waiting = []
    for case .mark(let mark) in flushed { listener?.callerHeard(mark) }
  }

  func leave(_ departure: LegDeparture) {
    departures.append(departure)
    end(.left)
  }

  func end(_ end: LegEnd) {
    let listener = listener
    self.listener = nil
    listener?.callerLeft(end)
  }

  /// Plays so many of the waiting pieces, with the marks behind them.
  func playOut(pieces: Int = .max) {
    var left = pieces
    while let first = waiting.first {
      if case .play = first, left == 0 { return }
      waiting.removeFirst()
      switch first {
      case .play(let chunk):
        heard += chunk.muLaw
        left -= 1
      case .mark(let mark): listener?.callerHeard(mark)
      }
    }
  }

  /// The caller makes a sound of so many frames of 20 ms.
  func speak(_ code: UInt8, frames: Int) {
    for _ in 0..<frames {
      listener?.callerSpoke(AudioChunk(muLaw: Array(repeating: code, count: 160)), at: 0)
    }
  }

  func press(_ key: Character) { listener?.callerPressed(key) }
}
