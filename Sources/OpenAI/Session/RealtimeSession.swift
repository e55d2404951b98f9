package import MediaBridge
package import NIOCore
package import VoiceCore

/// One call's dialogue with the realtime model, without its sockets: what happens goes in, what is to be done comes out, in
/// whatever order things happen. What is legal in the protocol is decided here and nowhere else (property 16).
///
/// It outlives one socket: when that is lost, a second one goes on with what was said, once.
package struct RealtimeSession {
  /// What is to be done, in this order.
  package enum Action: Equatable {
    case send(ClientEvent, id: Int)
    case say(AudioChunk)
    /// Mark the place behind what was said; `callerHeard` brings the number back.
    case mark(Int)
    /// Fall silent, and say with `floorFellSilent` where.
    case fallSilent
    case tell(ReceptionistEvent)
    /// The session stands: the joining may end.
    case ready
    /// The joining has failed.
    case refused(VoiceAIFailure)
    /// Close the socket and hear it no more.
    case close
    /// Open another socket, then say `opened`.
    case reconnect
    case schedule(Timer, TimeAmount)
    case cancel(Timer)
    /// So much is left of a limit of ours.
    case limited(RateLimit)
    case log(Notice)
  }

  /// What may fall due; one of each at most.
  package enum Timer: Hashable, CaseIterable {
    case setup, reconnect, answer, response, progress, retry, speech, transcript, farewell, renewal
  }

  /// What operators should know; nothing that was said is in it.
  package enum Notice: Equatable {
    case providerError(ErrorCode)
    case scarce(RateLimit.Kind)
    case unreadable, badAudio, otherAudioFormat
    case responseTooLong, responseStalled, noResponse
    case callsForEver, otherLanguage, claimedTransfer
    case lost, restored, renewed
  }

  /// How far the link to the provider is.
  enum Link {
    case connecting, greeting, configuring, live, over
  }

  let brief: ReceptionistBrief
  let settings: OpenAIRealtimeSettings
  let limits: OpenAILimits
  /// All that the company knows, where the model isn't told all of it; else empty, and nothing is looked up.
  let knowledge: KnowledgeIndex
  /// How much of a pause is waited; without, the whole pause before another response, and none before another socket.
  let chance: Chance?

  var link = Link.connecting
  var isJoined = false
  var hasBeenReady = false
  /// How often a session that is to be renewed was found in the midst of something.
  var renewalsPutOff = 0
  var hasLeft = false
  /// Counts the sockets, of which a call has two at most: that the second one stands makes no third one possible.
  var sockets = VoiceCore.Link(BackOff.realtimeLink.limited(toTries: 2))
  /// Counts what we send.
  var events = 0
  var unreadable = 0

  var response: Response?
  var requested: Requested?
  /// Responses that wait until they may be asked for.
  var wanted: [Purpose] = []
  /// The provider answers the caller's turn by itself.
  var expectsAnswer = false
  /// The turn of the caller that such an answer belongs to.
  var expectedTurn = 0
  /// The caller waits for an answer that no response has begun to give.
  var owesAnswer = false
  var callerIsSpeaking = false
  var wasNudged = false
  /// Responses in a row that failed.
  var failures = 0
  /// A response failed just now: nothing but the last words is asked for until a while has passed.
  var isHeldBack = false
  /// The caller spoke while there was no session to hear it, and what they said is lost.
  var missedCaller = false
  var past = RecentNames()

  var book: AttemptBook
  var keyFacts = KeyFactDuty()
  /// Requests that are answered once the core has taken note of their verdict.
  var awaited: Set<Attempt.ID> = []
  var tools: ToolLoop
  var notes: NoteBook
  var languages: LanguageWatch
  var turns = RecentNames()
  var personIsWanted = false
  /// The caller has said goodbye.
  var endIsWanted = false
  /// The model promised a person in the caller's present turn, and called nobody.
  var hasClaimed = false
  var farewell: Farewell?
  /// A person speaks with the caller.
  var isSilenced = false
  /// Whether the provider was told to answer nothing.
  var isToldToBeSilent = false

  var spoken = SpokenItems()
  var order = UtteranceOrder<String>()
  /// What was said and looked up last, for a second session.
  var history: DialogueHistory
  /// What a second session must be told besides.
  var backlog: [ClientEvent] = []
  /// Turns whose transcript is awaited, the oldest first.
  var transcripts: [(item: String, due: NIODeadline)] = []
  var keys = 0
  var requestEndedAt: NIODeadline?
  var hasWarnedOfLimits = false

  /// What is to be done; whoever does it takes it out.
  package var actions: [Action] = []

  /// A session whose socket is being opened.
  package init(
    for brief: ReceptionistBrief, _ settings: OpenAIRealtimeSettings, limits: OpenAILimits = OpenAILimits(),
    knowledge: KnowledgeIndex? = nil, chance: Chance? = nil
  ) {
    self.knowledge = knowledge ?? KnowledgeIndex(Self.lookedUp(of: brief, limits: limits))
    self.chance = chance
    self.brief = brief
    self.settings = settings
    self.limits = limits
    book = AttemptBook(attemptsSoFar: brief.attemptsSoFar)
    languages = LanguageWatch(brief.spoken)
    notes = NoteBook(after: brief.notesSoFar)
    tools = ToolLoop(maximumRounds: limits.maximumToolRounds)
    history = DialogueHistory(
      maximumEntries: limits.maximumReplayed, maximumCharacters: limits.maximumReplayedCharacters)
  }

  /// What is looked up: everything where the model isn't told all of it, else nothing. To be made an index of elsewhere
  /// than on an event loop: that takes 10 ms for each thousand.
  package static func lookedUp(of brief: ReceptionistBrief, limits: OpenAILimits) -> [KnowledgeEntry] {
    ReceptionistInstructions.looksUp(for: brief, limits: limits) ? brief.knowledge : []
  }

  /// Whether the caller's audio may be sent now.
  package var hearsCaller: Bool { link == .live && isJoined }
  /// Whether another session is being set up in the place of one that stood: the caller's audio is to wait for it.
  package var isBeingReplaced: Bool {
    switch link {
    case .connecting, .greeting, .configuring: hasBeenReady && isJoined
    case .live, .over: false
    }
  }
  /// Which of the call's sessions it is, from 1.
  var session: Int { sockets.socket }
  /// Whether a socket is awaited.
  package var wantsSocket: Bool { link == .connecting }

  // MARK: Sending

  mutating func emit(_ action: Action) { actions.append(action) }
  mutating func tell(_ event: ReceptionistEvent) { if !hasLeft { actions.append(.tell(event)) } }

  /// Nothing falls due in a session that is over.
  mutating func schedule(_ timer: Timer, in delay: TimeAmount) {
    if link != .over { actions.append(.schedule(timer, delay)) }
  }

  /// Sends when the session stands; before, nothing but its set-up may go out. The answer is the event's number.
  @discardableResult
  mutating func send(_ event: ClientEvent) -> Int {
    guard link == .live else { return 0 }
    events += 1
    emit(.send(event, id: events))
    return events
  }
}

/// Names that were seen lately; the oldest are forgotten.
struct RecentNames {
  static let maximum = 256

  private var names: [String] = []

  /// `false` when the name was there.
  mutating func insert(_ name: String) -> Bool {
    guard !names.contains(name) else { return false }
    names.append(name)
    if names.count > Self.maximum { names.removeFirst() }
    return true
  }

  func contains(_ name: String) -> Bool { names.contains(name) }
}
