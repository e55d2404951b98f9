/// What both sides of a server saw of one spoken call, and what the server's API tells of it afterwards.
public struct HeardCall: Equatable, Sendable {
  /// An answer that the server had cut: what is remembered of it and what was sent, in milliseconds.
  public struct Cut: Equatable, Sendable {
    public let rememberedMs: Int
    public let sentMs: Int

    /// A cut after so much.
    public init(rememberedMs: Int, sentMs: Int) {
      self.rememberedMs = rememberedMs
      self.sentMs = sentMs
    }
  }

  /// What the server did against the carrier's rules, in words.
  public var carrierBreaches: [String]
  /// What it did against the realtime AI's, in words.
  public var aiBreaches: [String]
  /// Types of events that it sent before the session was set up.
  public var early: [String]
  /// Functions that the model called and nobody answered.
  public var unanswered: [String]
  /// Who was rung, by number.
  public var dialled: [String]
  /// Of the answers, in their order.
  public var cuts: [Cut]
  /// Of each answer that the caller broke into: how much of it the server must have known to be heard, in milliseconds.
  public var knownAtBreakIns: [Int]
  /// How often the caller waited in vain for something to be said, or silenced.
  public var waitsInVain: Int
  /// Turns of the caller whose words the realtime AI had not written down when its session ended.
  public var unwritten: Int
  /// What the caller heard, as text.
  public var heard: String
  /// As the API tells them.
  public var failedAttempts: Int
  /// The API's word for why the caller was handed over; `nil` when they weren't.
  public var transferReason: String?
  /// All lines, in order.
  public var transcript: [String]

  /// A call that was heard like this.
  public init(
    carrierBreaches: [String] = [], aiBreaches: [String] = [], early: [String] = [], unanswered: [String] = [],
    dialled: [String] = [], cuts: [Cut] = [], knownAtBreakIns: [Int] = [], waitsInVain: Int = 0, unwritten: Int = 0,
    heard: String = "", failedAttempts: Int = 0,
    transferReason: String? = nil, transcript: [String] = []
  ) {
    self.carrierBreaches = carrierBreaches
    self.aiBreaches = aiBreaches
    self.early = early
    self.unanswered = unanswered
    self.dialled = dialled
    self.cuts = cuts
    self.knownAtBreakIns = knownAtBreakIns
    self.waitsInVain = waitsInVain
    self.unwritten = unwritten
    self.heard = heard
    self.failedAttempts = failedAttempts
    self.transferReason = transferReason
    self.transcript = transcript
  }
}
