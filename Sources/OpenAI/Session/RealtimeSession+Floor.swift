internal import VoiceCore

/// While a person speaks with the caller, the model listens and writes down what the caller says, and answers nothing.
extension RealtimeSession {
  /// A person has taken over: what was said from this place on was never heard.
  package mutating func lostFloor(at place: Int) {
    guard !isSilenced, link != .over else { return }
    isSilenced = true
    assumeVerdict()
    cancelResponse()
    cut(at: place)
    speechEnded()
    (wanted, awaited) = ([], [])
    (owesAnswer, expectsAnswer, missedCaller, isHeldBack) = (false, false, false, false)
    (personIsWanted, endIsWanted) = (false, false)
    requestEndedAt = nil
    emit(.cancel(.answer))
    emit(.cancel(.retry))
    tellWhetherToAnswer()
  }

  /// The person has handed back.
  package mutating func gotFloor() {
    guard isSilenced, link != .over else { return }
    isSilenced = false
    (wanted, awaited, personIsWanted, endIsWanted) = ([], [], false, false)
    tools.turnBegan()
    (wasNudged, failures) = (false, 0)
    tellWhetherToAnswer()
    guard farewell == nil else { return }
    let event = ClientEvent.systemText(ReceptionistInstructions.colleagueSpoke)
    if link == .live { send(event) } else if backlog.count < limits.maximumReplayed { backlog.append(event) }
    // What was asked for before the takeover, and never began, may be lost.
    if requested != nil { schedule(.answer, in: limits.maximumSilence) }
    want(.resumption)
  }

  /// A session that is being set up hears it then.
  mutating func tellWhetherToAnswer() {
    guard link == .live, isToldToBeSilent != isSilenced else { return }
    isToldToBeSilent = isSilenced
    send(.updateSession(SessionSetup.session(answering: isSilenced ? .nothing : .turns)))
  }
}
