/// What one session received, sent and saw. Lists hold `maximumEntries` at most.
public struct RealtimeSessionReport: Equatable, Sendable {
  /// The most that a list of a report holds; what comes later is left out.
  public static let maximumEntries = 4_096

  /// How much of a response has been sent at one moment.
  public struct Progress: Equatable, Sendable {
    /// Letters of its transcript.
    public let letters: Int
    /// Bytes of its audio.
    public let bytes: Int

    /// So much of both.
    public init(letters: Int, bytes: Int) {
      self.letters = letters
      self.bytes = bytes
    }
  }

  /// Something that orders the conversation, told in the order of sending.
  public enum Moment: Equatable, Sendable {
    /// A turn of the caller is over, and is this item.
    case turnEnded(item: String)
    /// The words of a turn were sent, or that there are none.
    case written(item: String)
    /// The model begins to speak this item.
    case began(item: String)
  }

  /// One response.
  public struct Response: Equatable, Sendable {
    public enum Status: String, Equatable, Sendable {
      case inProgress = "in_progress"
      case completed, cancelled, incomplete, failed
    }
    public let id: String
    public internal(set) var status: Status
    /// Why it was cancelled, incomplete or failed.
    public internal(set) var reason: String?
    /// Audio sent, in milliseconds.
    public internal(set) var audioMs: Int
    /// The scripted turn, from 0; `nil` for one that took none.
    public let turn: Int?
    /// What was to be said.
    public let says: String
    /// The item that is spoken; `nil` while none is.
    public internal(set) var itemID: String?
    /// How far it had come after each piece of words or audio, in order; scripted sessions only.
    public internal(set) var progress: [Progress] = []
  }

  /// One `conversation.item.truncate` that was accepted.
  public struct Truncation: Equatable, Sendable {
    public let itemID: String
    public let audioEndMs: Int
    /// What had been sent of the item.
    public let sentMs: Int
  }

  /// One function that the model called.
  public struct Call: Equatable, Sendable {
    public let id: String
    public let name: String
    public let arguments: String
    /// The client's answer; `nil` while there is none.
    public internal(set) var output: String?
  }

  /// A message that the client put into the conversation.
  public struct ContextItem: Equatable, Sendable {
    public let id: String
    public let role: String
    public let text: String
  }

  /// A turn of the caller.
  public struct Utterance: Equatable, Sendable {
    public let itemID: String
    public let startMs: Int
    public let endMs: Int
    public let transcript: String
  }

  /// How the socket ended.
  public struct Closing: Equatable, Sendable {
    public enum Side: Equatable, Sendable { case client, server }
    public let code: UInt16
    public let side: Side

    /// An end as tests compare it.
    public init(code: UInt16, side: Side) {
      self.code = code
      self.side = side
    }
  }

  /// From 1, in the order of connecting.
  public let session: Int
  public let model: String
  public internal(set) var violations: [RealtimeViolation] = []
  /// The codes of all `error` events sent, in order.
  public internal(set) var errors: [String] = []
  /// Client events by type.
  public internal(set) var received: [String: Int] = [:]
  /// Server events by type.
  public internal(set) var sent: [String: Int] = [:]
  /// Types of client events other than `session.update` that came before `session.updated` was sent: legal, unwise.
  public internal(set) var early: [String] = []
  public internal(set) var appendedFrames = 0
  public internal(set) var appendedMs = 0
  public internal(set) var responses: [Response] = []
  public internal(set) var truncations: [Truncation] = []
  /// `response.cancel` events, refused ones included.
  public internal(set) var cancels = 0
  public internal(set) var calls: [Call] = []
  /// The session's instructions as last set.
  public internal(set) var instructions = ""
  /// The whole effective configuration as JSON text, as last told.
  public internal(set) var configuration = ""
  public internal(set) var contextItems: [ContextItem] = []
  public internal(set) var utterances: [Utterance] = []
  /// What orders the conversation, in the order of sending.
  public internal(set) var moments: [Moment] = []
  /// `nil` while the socket is open.
  public internal(set) var closing: Closing?

  init(session: Int, model: String) {
    self.session = session
    self.model = model
  }

  /// What a correct client never does.
  public var graveViolations: [RealtimeViolation] { violations.filter { !$0.isBenign } }
  /// Functions that were called and not answered.
  public var unansweredCalls: [Call] { calls.filter { $0.output == nil } }

  mutating func note<Entry>(_ entry: Entry, in list: WritableKeyPath<Self, [Entry]>) {
    guard self[keyPath: list].count < Self.maximumEntries else { return }
    self[keyPath: list].append(entry)
  }
}
