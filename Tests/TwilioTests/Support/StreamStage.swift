import Logging
import MediaBridge
import NIOCore
import NIOEmbedded
import Synchronization
import Twilio
import WebSockets

/// A socket that writes down what is sent.
final class FakeWire: TextWire {
  var sent: [String] = []
  var closings: [CloseCode] = []
  var isWritable = true

  func send(text: ByteBuffer) { if closings.isEmpty { sent.append(String(buffer: text)) } }
  func send(text: TextPieces) { send(text: text.joined) }
  func close(_ code: CloseCode, reason: String) { if closings.isEmpty { closings.append(code) } }
}

/// A bridge that writes down what it is told.
final class FakeBridge: CallerLegListener {
  var heard: [String] = []
  var ends: [LegEnd] = []
  /// Holds the leg as the real bridge does.
  var leg: TwilioMediaSocket?

  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {
    heard.append("audio \(chunk.byteCount) at \(milliseconds)")
  }
  func callerPressed(_ key: Character) { heard.append("key \(key)") }
  func callerHeard(_ mark: PlaybackMark) { heard.append("mark \(mark.name)") }
  func callerWritabilityChanged(isWritable: Bool) { heard.append("writable \(isWritable)") }
  func callerLeft(_ end: LegEnd) { ends.append(end) }
}

/// A media stream between a fake socket and a fake bridge, on a loop whose time the test moves.
final class StreamStage {
  static let sid = "MZ00000000000000000000000000000001"
  static let start = """
    {"event":"start","sequenceNumber":"1","streamSid":"\(sid)","start":{"streamSid":"\(sid)","callSid":"CA1",\
    "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"token":"tok"}}}
    """
  static let stop = #"{"event":"stop","sequenceNumber":"9","streamSid":"\#(sid)","stop":{}}"#

  static func media(_ payload: String = "////", at milliseconds: Int = 20) -> String {
    #"{"event":"media","sequenceNumber":"2","streamSid":"\#(sid)","media":{"track":"inbound","chunk":"1","#
      + #""timestamp":"\#(milliseconds)","payload":"\#(payload)"}}"#
  }

  let loop = EmbeddedEventLoop()
  let wire = FakeWire()
  let bridge = FakeBridge()
  let leg: TwilioMediaSocket
  private let arrived: Arrivals

  /// What arrived.
  var arrivals: [CallerArrival] { arrived.all }

  init(takes: Bool = true) {
    let arrived = Arrivals()
    self.arrived = arrived
    leg = TwilioMediaSocket(on: loop, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })) {
      arrived.add($0)
      return takes
    }
    leg.opened(on: wire)
  }

  func receive(_ messages: String...) { for message in messages { leg.received(text: ByteBuffer(string: message)) } }

  /// Begins and joins the bridge.
  func begin() {
    receive(Self.start)
    bridge.leg = leg
    leg.attach(bridge)
  }

  /// Lets go of what arrived, as a reception does.
  func forgetArrivals() { arrived.clear() }

  func close(began: WebSocketClosure.Side = .peer, failure: WebSocketFailure? = nil) {
    leg.closed(WebSocketClosure(code: .normal, began: began, failure: failure))
  }

  private final class Arrivals: Sendable {
    private let arrivals = Mutex<[CallerArrival]>([])
    var all: [CallerArrival] { arrivals.withLock { $0 } }
    func clear() { arrivals.withLock { $0 = [] } }
    func add(_ arrival: CallerArrival) { arrivals.withLock { $0.append(arrival) } }
  }
}
