/// What both sides of a server saw of one spoken call, and what the server's API tells of it afterwards.
public struct HeardCall: Equatable, Sendable {
  /// One thing that the realtime AI said, that is, sent audio for.
  public struct Said: Equatable, Sendable {
    /// How much had been sent at one moment: letters of its transcript, bytes of its audio.
    public struct Progress: Equatable, Sendable {
      public let letters: Int
      public let bytes: Int

      /// So much of both.
      public init(letters: Int, bytes: Int) {
        self.letters = letters
        self.bytes = bytes
      }
    }

    /// What was to be said.
    public let words: String
    /// The request that it answers, from 0; `nil` for a greeting or a goodbye.
    public let request: Int?
    /// How much audio was sent in the end, in bytes of μ-law.
    public let bytes: Int
    /// After each piece, in order.
    public let progress: [Progress]
    /// Where the server had it cut, in milliseconds, in the order of its asking.
    public var truncations: [Int]

    /// Something that was sent in these pieces.
    public init(words: String, request: Int?, progress: [Progress], truncations: [Int] = []) {
      self.words = words
      self.request = request
      self.progress = progress
      self.truncations = truncations
      bytes = progress.last?.bytes ?? 0
    }
  }

  /// What orders a conversation, as the realtime AI told it; places are those in `asked` and `said`.
  public enum Moment: Equatable, Sendable {
    /// The caller's turn was over.
    case asked(Int)
    /// Its words were told, or that there are none.
    case written(Int)
    /// The first of it was told.
    case began(Int)
  }

  /// What the caller heard between two clears.
  public struct Run: Equatable, Sendable {
    /// How it ended.
    public enum Ending: Equatable, Sendable {
      /// Nothing was cleared any more.
      case last
      /// The caller spoke over it, when the server knew so many bytes of it to be heard.
      case spokenOver(known: Int)
      /// The server fell silent by itself.
      case silenced
    }

    /// μ-law; what a clear dropped isn't in it.
    public var audio: [UInt8]
    /// How much of it came, what was dropped included, in bytes.
    public var received: Int
    /// Where those marks are, in bytes of `audio`, that were returned because everything before them was heard.
    public var marks: [Int]
    public var ending: Ending

    /// What was heard like this.
    public init(audio: [UInt8], received: Int? = nil, marks: [Int] = [], ending: Ending = .last) {
      self.audio = audio
      self.received = received ?? audio.count
      self.marks = marks
      self.ending = ending
    }
  }

  /// A line of the transcript, as the API tells it.
  public struct Line: Equatable, Sendable {
    public enum Speaker: String, Sendable, Decodable { case caller, receptionist }

    public let speaker: Speaker
    public let text: String

    /// Something that somebody said.
    public init(_ speaker: Speaker, _ text: String) {
      self.speaker = speaker
      self.text = text
    }
  }

  /// What the server did against the carrier's rules, in words.
  public var carrierBreaches: [String] = []
  /// What it did against the realtime AI's, in words, in any session of the call's.
  public var aiBreaches: [String] = []
  /// Types of events that it sent before the session was set up.
  public var early: [String] = []
  /// Functions that the model called and nobody answered.
  public var unanswered: [String] = []
  /// Sessions of the realtime AI that were opened and that no call had reason to open.
  public var strays = 0
  /// Whom a hand-over must ring, by number.
  public var person = LawTenant.customerService
  /// Who was rung and what became of it, in the carrier's words.
  public var dialled: [String] = []
  /// How often the caller waited in vain for something to be said, or silenced.
  public var waitsInVain = 0
  /// How often the caller was to speak over something that was heard to its end before, and didn't.
  public var missed = 0
  /// What the realtime AI made of the caller's turns, in their order.
  public var asked: [String] = []
  /// What it said, in its order.
  public var said: [Said] = []
  /// The order of both.
  public var moments: [Moment] = []
  /// What the caller heard; one at least.
  public var runs: [Run] = []
  /// As the API tells them.
  public var failedAttempts = 0
  /// The API's word for why the caller was handed over; `nil` when they weren't.
  public var transferReason: String?
  /// All lines, in order.
  public var transcript: [Line] = []

  /// A call of which nothing was seen.
  public init() {}
}
