public import CommandConventions
public import Logging
public import ObjectStorage
public import OpenTelemetry
public import PostgresStore
public import Server
public import Tokens
public import VoiceCore

/// How a server is to run: read once, checked as a whole, never looked up again.
public struct Settings: Sendable {
  /// Where state is kept.
  public enum Database: Equatable, Sendable {
    case memory
    case sqlite(path: String)
    /// The application role's URL.
    case postgres(PostgresURL)
  }

  /// Where large things are kept.
  public enum Objects: Equatable, Sendable {
    case directory(String)
    case bucket(S3Settings)
  }

  /// The setting that says where large things are kept.
  static let objectsName = "VOICECORE_OBJECTS_URL"

  /// How strict start-up is.
  public enum Mode: String, CaseIterable, Sendable { case development, production }

  /// The form of log lines.
  public enum LogFormat: String, CaseIterable, Sendable { case text, json }

  /// Who talks with callers.
  public enum AI: String, CaseIterable, Sendable {
    case offline
    case openAIRealtime = "openai-realtime"
    case cascade
  }

  /// The carrier's account.
  public struct Carrier: Sendable {
    public var accountSID: String
    /// Accepted tokens; the first signs. Several during a rotation.
    public var authTokens: [String]
    public var apiURL: String

    /// An account.
    public init(accountSID: String, authTokens: [String], apiURL: String = "https://api.twilio.com") {
      self.accountSID = accountSID
      self.authTokens = authTokens
      self.apiURL = apiURL
    }
  }

  /// The account of the realtime AI, and where it is reached.
  public struct RealtimeAI: Sendable {
    public var apiKey: String
    /// `nil` is the public service.
    public var url: String?
    /// `nil` is the adapter's default.
    public var model: String?
    /// How much of a caller's audio goes in one message; `nil` is the adapter's default.
    public var batchMilliseconds: Int?

    /// An account.
    public init(apiKey: String, url: String? = nil, model: String? = nil, batchMilliseconds: Int? = nil) {
      self.apiKey = apiKey
      self.url = url
      self.model = model
      self.batchMilliseconds = batchMilliseconds
    }
  }

  public var host = "127.0.0.1"
  /// 0 lets the system choose.
  public var port = 8080
  /// Threads that carry sockets; `nil` is one a core. More than there are cores to run them cost context switches.
  public var eventLoops: Int?
  /// `nil` is host and port.
  public var publicURL: String?
  /// This node's own address, for sockets that must reach the node that has a call; `nil` is the public URL.
  public var nodeURL: String?
  /// Whose word is believed about where requests come from.
  public var trustedProxies = TrustedProxies.none
  /// Whose pages may ask from a browser.
  public var origins = CrossOrigins.none
  /// How often each user and each API key may ask, on this node.
  public var readsPerMinute = RateRule.reads.count
  public var writesPerMinute = RateRule.writes.count
  public var database = Database.sqlite(path: "voicecore.db")
  /// The owner's URL, by which `migrate` changes a Postgres schema.
  public var adminDatabase: PostgresURL?
  /// `nil`: the directory `objects` beside the database file, or where the server was started; in memory where the database is.
  public var objects: Objects?
  /// The master keys as the setting gives them; `nil` in embedded mode, which makes one beside the database.
  public var masterKey: String?
  /// The signing keys as the setting gives them; `nil` in embedded mode, which makes one beside the database.
  public var tokenKey: String?
  /// Whose tokens are accepted beside our own.
  public var outsideIssuer: OutsideIssuer?
  /// In the order in which one stands in for the other; each once, at least one.
  public var ai = [AI.offline]
  /// When a waiting caller hears a filler; `nil` is the default.
  public var fillerAfter: Duration?
  /// By when an answer must be heard before the next in order takes over; `nil` is the default.
  public var answerWithin: Duration?
  /// How long nothing may be heard of a caller before they are asked whether they are there; `nil` is the default.
  public var silence: Duration?
  /// What a session with a voice AI may cost and how long it may last; `nil` is the default.
  public var session: SessionMeter.Limits?
  public var mode = Mode.development
  public var logLevel = Logger.Level.info
  public var logFormat = LogFormat.text
  /// Where traces go; `nil`: nobody traces.
  public var traces: OTLPSettings?
  public var carrier: Carrier?
  /// Needed by `openai-realtime`.
  public var realtimeAI: RealtimeAI?
  /// How long running calls may finish after the signal to stop.
  public var drain: Duration = .seconds(30)

  /// The defaults.
  public init() {}
}

/// One setting that is wrong, with what would make it right.
public struct SettingProblem: Error, Equatable, Sendable, CustomStringConvertible {
  public let name: String
  public let remedy: String

  /// A problem with this setting.
  public init(_ name: String, _ remedy: String) {
    self.name = name
    self.remedy = remedy
  }

  public var description: String { "\(name): \(remedy)" }
}

/// Everything that is wrong, at once.
public struct SettingProblems: WrongUse, Sendable {
  public let problems: [SettingProblem]

  /// A line for each.
  public var lines: [String] { problems.map(\.description) }
}
