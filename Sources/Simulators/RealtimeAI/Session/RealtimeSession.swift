package import NIOCore

/// The service's side of one session without a socket: messages in, messages out, time by hand. All delays come from
/// the seed, all speech from audio time: the same messages at the same times give the same bytes.
package struct RealtimeSession: Sendable {
  /// What the socket is to do, in order.
  package enum Action: Equatable, Sendable {
    case send(ByteBuffer)
    case sendBinary(ByteBuffer)
    /// Closes with this code.
    case close(UInt16)
    /// Breaks off the connection inside a frame.
    case drop
  }

  enum Job: Sendable {
    case speak(response: String)
    case transcribe(Transcription)
    case tellUpdated
    case expire
  }

  /// The most items of the conversation that are kept; the oldest go.
  static let maximumItems = 4_096
  /// The length of a session in the world, in seconds.
  static let lifetimeSeconds = 3_600
  /// The largest `audio` of an append, in bytes of text.
  static let maximumAppendBytes = 15 << 20

  let setting: SessionSetting
  var now = Duration.zero
  var chance: SeededChance
  var settings: SessionSettings
  var voiceActivity = VoiceActivity()
  var items: [RealtimeItem] = []
  var response: ActiveResponse?
  var agenda = Agenda<Job>()
  var outbox: [Action] = []
  var report: RealtimeSessionReport
  var eventCount = 0
  var itemCount = 0
  var responseCount = 0
  var callCount = 0
  var audioDeltaCount = 0
  /// Messages both ways that were more than audio: what the report changes with.
  package var controlCount = 0
  var appendedBytes = 0
  var isUpdated = false
  var isClosed = false
  var hasSpoken = false
  /// The item that the caller's speech going on will become, and where it began.
  var speech: (itemID: String, startMs: Int)?
  /// Where the audio begins that isn't committed.
  var bufferStartMs = 0
  /// The caller's audio in the conversation, for the bill.
  var heardMs = 0
  /// Faults of the response under way, which bend its events.
  var distortions: [RealtimeAIFault] = []
  var turns = TurnSource()

  package init(_ setting: SessionSetting) {
    self.setting = setting
    chance = SeededChance(seed: setting.seed &+ UInt64(setting.number) &* 0x2545_F491_4F6C_DD1D)
    settings = SessionSettings(
      id: "sess_\(setting.number)", model: setting.model, expiresAt: setting.startedAt + Self.lifetimeSeconds)
    report = RealtimeSessionReport(session: setting.number, model: setting.model)
    turns = TurnSource(behaviour: setting.behaviour)
  }

  /// When `due(at:)` is to be called; `nil` when nothing is waiting.
  package var deadline: Duration? { agenda.deadline }

  /// Puts what is to be done since the last time into the list, which must be empty; its room is used again. The answer
  /// is the deadline: to ask a session that lies in a class for it would copy the session.
  @discardableResult
  package mutating func takeActions(into actions: inout [Action]) -> Duration? {
    swap(&outbox, &actions)
    return agenda.deadline
  }

  /// The report as of now.
  package var snapshot: RealtimeSessionReport {
    var report = report
    if audioDeltaCount > 0 { report.sent["response.output_audio.delta", default: 0] += audioDeltaCount }
    if report.appendedFrames > 0 { report.received["input_audio_buffer.append"] = report.appendedFrames }
    report.appendedMs = appendedBytes / settings.inputFormat.bytesPerMillisecond
    if let response, let index = report.responses.lastIndex(where: { $0.id == response.id }) {
      report.responses[index].audioMs = response.sentMs
    }
    return report
  }

  /// The socket is open.
  package mutating func opened(at now: Duration) {
    self.now = now
    if let rejection = setting.rejection {
      fail(code: rejection.code, message: rejection.message, type: "invalid_request_error")
      return close(4_000)
    }
    for fault in setting.opening {
      switch fault {
      case .failed(let error):
        tell(error)
        return close(1_008)
      case .noSessionCreated: return
      case .expires(let delay): agenda.add(.expire, at: now + delay)
      default: break
      }
    }
    emit("session.created", ["session": settings.tree])
  }

  /// Does what is due.
  package mutating func due(at now: Duration) {
    while !isClosed, let (due, job) = agenda.take(by: now) {
      self.now = due
      switch job {
      case .speak(let id): speakOn(id)
      case .transcribe(let transcription): transcribe(transcription)
      case .tellUpdated: tellUpdated()
      case .expire: expire()
      }
    }
    self.now = now
  }

  /// The socket is gone.
  package mutating func closed(_ closing: RealtimeSessionReport.Closing) {
    isClosed = true
    report = snapshot
    audioDeltaCount = 0
    report.closing = closing
    agenda.clear()
    response = nil
    items = []
  }
}
