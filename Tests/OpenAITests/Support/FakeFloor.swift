import MediaBridge
import NIOCore
import OpenAI
import WebSockets

/// A floor that writes down what is said; confined to its loop.
final class FakeFloor: Floor {
  private(set) var chunks: [AudioChunk] = []
  private(set) var silences = 0
  private(set) var marks: [PlaybackMark] = []
  /// What the caller has heard when it falls silent.
  var heardPosition = 0
  /// What becomes of a mark.
  var onMark: ((PlaybackMark) -> Void)?

  func say(_ chunk: AudioChunk) { chunks.append(chunk) }

  func mark() -> PlaybackMark {
    let mark = PlaybackMark(generation: UInt32(silences), number: UInt32(marks.count + 1))
    marks.append(mark)
    onMark?(mark)
    return mark
  }

  func fallSilent() -> Int {
    silences += 1
    return heardPosition
  }
}

/// A socket that writes down what is sent.
final class FakeWire: RealtimeWire {
  private(set) var sent: [String] = []
  private(set) var closings: [CloseCode] = []
  var isWritable = true
  var roundTrip: TimeAmount?

  func send(text: ByteBuffer) { if closings.isEmpty { sent.append(String(buffer: text)) } }
  func send(text: TextPieces) { send(text: text.joined) }
  func close(_ code: CloseCode, reason: String) { if closings.isEmpty { closings.append(code) } }
  func forget() { sent = [] }
}
