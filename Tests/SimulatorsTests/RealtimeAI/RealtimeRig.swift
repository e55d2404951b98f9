import NIOCore
import Simulators

/// A realtime session without a socket: messages in and out as JSON, time by hand.
struct RealtimeRig {
  static let loud = G711.muLaw(of: 8_000)
  static let quiet: UInt8 = 0xFF
  /// A session of a phone call, as the protocol sheet sets it up.
  static let update = """
    {"type":"session.update","event_id":"c_update","session":{"type":"realtime","instructions":"Receptionist",
    "output_modalities":["audio"],"audio":{"input":{"format":{"type":"audio/pcmu"},
    "transcription":{"model":"gpt-4o-mini-transcribe"},"turn_detection":{"type":"server_vad","threshold":0.5,
    "prefix_padding_ms":300,"silence_duration_ms":500,"create_response":true,"interrupt_response":true}},
    "output":{"format":{"type":"audio/pcmu"},"voice":"marin"}},
    "tools":[{"type":"function","name":"report_outcome","description":"d","parameters":{"type":"object"}},
    {"type":"function","name":"no_request","description":"d","parameters":{"type":"object"}}]}}
    """

  var session: RealtimeSession
  var now = Duration.zero
  /// Everything that was sent, in order; what isn't JSON is left out.
  var events: [JSONTree] = []
  var actions: [RealtimeSession.Action] = []

  init(
    _ behaviour: RealtimeAIBehaviour, opening: [RealtimeAIOpeningFault] = [], seed: UInt64 = 1,
    pace: SpeakingPace = SpeakingPace(speed: 10), rejection: SessionSetting.Rejection? = nil, isSetUp: Bool = true
  ) {
    session = RealtimeSession(
      SessionSetting(seed: seed, behaviour: behaviour, opening: opening, pace: pace, rejection: rejection))
    session.opened(at: now)
    collect()
    if isSetUp { send(Self.update) }
  }

  init(script turns: RealtimeAIScript.Turn..., opening: [RealtimeAIOpeningFault] = []) {
    self.init(.script(RealtimeAIScript(turns: turns)), opening: opening)
  }

  var types: [String] { events.compactMap { $0["type"]?.text } }
  var errors: [String] { all("error").compactMap { $0["error"]?["code"]?.text } }
  var report: RealtimeSessionReport { session.snapshot }
  func all(_ type: String) -> [JSONTree] { events.filter { $0["type"]?.text == type } }
  func last(_ type: String) -> JSONTree? { all(type).last }

  mutating func send(_ text: String) {
    session.received(ByteBuffer(string: text), at: now)
    collect()
  }

  mutating func append(_ audio: [UInt8]) {
    send(Self.append(audio))
  }

  static func append(_ audio: [UInt8]) -> String {
    #"{"type":"input_audio_buffer.append","audio":"\#(String(decoding: Base64Text.encode(audio), as: UTF8.self))"}"#
  }

  /// The caller's audio in frames of 20 ms, in real time.
  mutating func hear(_ byte: UInt8, milliseconds: Int) {
    for _ in 0..<milliseconds / 20 {
      append([UInt8](repeating: byte, count: 160))
      run(for: .milliseconds(20))
    }
  }

  /// One utterance of the caller's and the silence behind it.
  mutating func callerSpeaks() {
    hear(Self.loud, milliseconds: 600)
    hear(Self.quiet, milliseconds: 500)
  }

  /// Lets time pass.
  mutating func run(for duration: Duration) {
    let end = now + duration
    while let due = session.deadline, due <= end {
      now = due
      session.due(at: now)
      collect()
    }
    now = end
  }

  private mutating func collect() {
    var new: [RealtimeSession.Action] = []
    session.takeActions(into: &new)
    for action in new {
      actions.append(action)
      guard case .send(let buffer) = action, let event = JSONTree(buffer.readableBytesView) else { continue }
      events.append(event)
    }
  }
}
