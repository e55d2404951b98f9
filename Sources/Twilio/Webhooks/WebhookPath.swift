internal import VoiceCore

/// The paths of the webhooks; the outside contract fixes them.
enum WebhookPath {
  static let incoming = "/twilio/voice/incoming"
  static let afterStream = "/twilio/voice/after-stream"
  static let dialResult = "/twilio/voice/dial-result"
  static let status = "/twilio/voice/status"
  static let gather = "/twilio/voice/gather"
  static let wait = "/twilio/voice/wait"
  static let voicemail = "/twilio/voice/voicemail"
  static let whisper = "/twilio/voice/whisper"
  static let outgoing = "/twilio/voice/outgoing"
  static let conference = "/twilio/voice/conference"
  static let recording = "/twilio/voice/recording"

  /// Names in the queries of addresses that we hand out; they come back signed with them.
  enum Field {
    static let turn = "turn"
    static let lap = "lap"
    static let tenant = "tenant"
    static let call = "call"
    static let agent = "agent"
    static let kind = "kind"
    static let asked = "asked"
    static let round = "round"
    static let left = "left"
  }

  /// A path that is asked from one of a call's stops.
  static func at(_ path: String, turn: Int, lap: Int? = nil) -> String {
    "\(path)?\(Field.turn)=\(turn)" + (lap.map { "&\(Field.lap)=\($0)" } ?? "")
  }

  /// A path for notifications that don't bear the dialled number: they name the call themselves.
  static func about(_ path: String, _ place: CallPlace) -> String {
    "\(path)?\(Field.tenant)=\(place.tenant)&\(Field.call)=\(place.call)"
  }

  /// What a recording is of, where it isn't a message's.
  static let wholeCall = "call"

  /// Hears how the recording of a whole call stands.
  static func recording(of place: CallPlace) -> String {
    "\(about(recording, place))&\(Field.kind)=\(wholeCall)"
  }

  /// Hears of the steps of a telephone's leg; `agent` is whose it is.
  static func steps(of agent: Agent.ID?, in onward: Onward) -> String { of(agent, status, in: onward) }

  /// Tells whoever picks up who the caller is, and asks them; `agent` is whose telephone it is.
  static func whisper(to agent: Agent.ID?, in onward: Onward) -> String { of(agent, whisper, in: onward) }

  private static func of(_ agent: Agent.ID?, _ path: String, in onward: Onward) -> String {
    at(path, in: onward.place, turn: onward.turn) + (agent.map { "&\(Field.agent)=\($0)" } ?? "")
  }

  /// A path that is asked, from one of a call's stops, on another line than the caller's.
  static func at(_ path: String, in place: CallPlace, turn: Int) -> String {
    "\(about(path, place))&\(Field.turn)=\(turn)"
  }
}
