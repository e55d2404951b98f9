internal import NIOCore
internal import VoiceCore

extension RealtimeSession {
  /// The provider ends each session at its own limit, without a warning. Before that another one takes over, at a moment at
  /// which nobody speaks and nothing is owed: the caller, whose audio waits meanwhile, doesn't notice.
  mutating func renewalIsDue() {
    guard link == .live, farewell == nil else { return }
    guard isQuiet || renewalsPutOff >= limits.maximumRenewalDelays else {
      renewalsPutOff += 1
      return schedule(.renewal, in: Self.renewalDelay)
    }
    renewalsPutOff = 0
    emit(.log(.renewed))
    replace()
  }

  /// How long a session that is in the midst of something has before it is looked at again.
  private static var renewalDelay: TimeAmount { .seconds(1) }

  /// Nobody speaks, nobody is owed anything, and all that was said was heard.
  private var isQuiet: Bool {
    response == nil && requested == nil && wanted.isEmpty && !callerIsSpeaking && !owesAnswer && !expectsAnswer
      && awaited.isEmpty && transcripts.isEmpty && spoken.items.isEmpty
  }

  /// What belonged to the lost session is no more; what waits for an answer still does.
  mutating func forgetSession() {
    if let active = response, active.purpose != .judgement, !active.isCancelled { owesAnswer = true }
    if response?.purpose == .judgement || requested?.purpose == .judgement || wanted.contains(.judgement) {
      assumeVerdict()
    }
    if callerIsSpeaking || requested.map({ $0.purpose != .judgement }) ?? false { owesAnswer = true }
    let isGreeting =
      wanted.contains(.welcome) || requested?.purpose == .welcome
      || (response?.purpose == .welcome && response?.audioBytes == 0)
    let wasWanted = wanted.contains { $0 != .judgement }
    if let active = response {
      response = nil
      _ = past.insert(active.id)
      closeItems(of: active.id)
    }
    for transcript in transcripts { complete(transcript.item, Self.inaudible) }
    (transcripts, requested, expectsAnswer, callerIsSpeaking, wasNudged) = ([], nil, false, false, false)
    (failures, isHeldBack) = (0, false)
    wanted = isGreeting ? [.welcome] : owesAnswer || wasWanted ? [.answer] : []
  }

  /// Tells the new session what was said; the audio of the old one is still being heard.
  mutating func replay() {
    let unheard = spoken.items.filter { !$0.words.isEmpty }.map {
      UtteranceOrder<String>.Spoken(id: $0.id, speaker: .receptionist, text: $0.words)
    }
    for spoken in (history + unheard).suffix(limits.maximumReplayed) {
      switch spoken.speaker {
      case .caller: send(.callerText(spoken.text))
      case .receptionist: send(.receptionistText(spoken.text))
      }
    }
    for event in backlog { send(event) }
    backlog = []
  }
}
