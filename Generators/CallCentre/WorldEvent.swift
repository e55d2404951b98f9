import VoiceCore

/// What happens next in the simulated world; calls by their number.
enum WorldEvent {
  case dials(Int)
  case arrives(Int, Letter)
  case streamOpens(Int, token: String)
  /// The caller does the next thing, on this session.
  case acts(Int, session: Int)
  case judges(Int, session: Int, Verdict)
  /// The receptionist has said what was to be said before the stream closes.
  case hasSpoken(Int, session: Int)
  /// The wait for the carrier after this stream broke is over.
  case graceEnds(Int, stream: Int, life: Int)
  case givesUp(Int)
  case desk(Int, DeskEvent)
  /// Telephones have rung for as long as they may.
  case ringEnds(Int, errand: Int)
  /// Who waits asks how it stands.
  case asksAgain(Int, errand: Int)
  /// The caller has spoken their message.
  case messageEnds(Int, errand: Int)
  case agentPicksUp(Int)
  case talkEnds(Int)
  /// The node looks after what nobody has, round by round.
  case round
  case mishap(Int)
  case nodeIsBack
  case storeIsBack

  /// The desk at which it happens.
  var desk: Int? { if case .desk(let desk, _) = self { desk } else { nil } }

  /// The call to which it happens.
  var call: Int? {
    switch self {
    case .dials(let call), .arrives(let call, _), .streamOpens(let call, _), .acts(let call, _),
      .judges(let call, _, _), .hasSpoken(let call, _), .graceEnds(let call, _, _), .givesUp(let call),
      .agentPicksUp(let call), .talkEnds(let call), .ringEnds(let call, _), .asksAgain(let call, _),
      .messageEnds(let call, _), .desk(_, .picksUp(let call, _)), .desk(_, .declines(let call, _)):
      call
    case .desk, .round, .mishap, .nodeIsBack, .storeIsBack: nil
    }
  }
}

/// What the carrier sends to the node.
struct Letter {
  enum Kind {
    case announcement
    /// The stream is over: what is next?
    case question
    case dialResult(Transfer.Outcome, turn: Int)
    /// An agent's telephone was answered.
    case taken(Int, turn: Int)
    /// Who waits asks how it stands.
    case lap(KeepWaiting.Lap)
    /// A message was spoken.
    case message(turn: Int)
    case status(Ending.Cause)
  }

  let kind: Kind
  /// What the caller's leg was doing when it was sent: an answer that comes after that is followed no more.
  var errand: Int
  /// Whether the carrier hears the answer; it does what the latest that it hears says.
  var isHeard = true
  /// The carrier asks once more when it gets no answer.
  var isRetry = false
}
