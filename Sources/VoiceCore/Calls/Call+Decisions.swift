extension Call {
  /// What a call decides: facts about itself, intentions towards the carrier.
  public typealias Decision = VoiceCore.Decision<Fact, Intention>

  /// The carrier announced the call and screening has spoken. A block, or a node that takes no more, ends it while it
  /// rings; a challenged caller must press a key first.
  public func decide(
    announcedWith verdict: ScreeningVerdict, refused refusal: AdmissionRefusal? = nil,
    challenge: KeyChallenge? = nil, at moment: Timestamp
  ) -> Decision {
    guard status == .initiated, screening == nil, !hasEnded else { return .nothing }
    var facts: [Fact] = [.started, .screened(verdict), .rang]
    if verdict.action == .block || refusal != nil {
      facts.append(.ended(Ending(.rejected, at: moment)))
    } else if verdict.action == .challenge, let challenge {
      facts.append(.challenged(challenge))
    }
    return Decision(facts: facts)
  }

  /// The challenged caller pressed a key, or none in time, as this try. The last miss ends the call as a block does; a
  /// try that isn't awaited changes nothing.
  public func decide(pressed key: DialKey?, attempt: Int, at moment: Timestamp) -> Decision {
    guard awaitsKey, let challenge, attempt == challenge.nextTry else { return .nothing }
    if key == challenge.key { return Decision(facts: [.challengePassed]) }
    guard attempt >= challenge.maximumTries else { return Decision(facts: [.challengeMissed]) }
    return Decision(facts: [.challengeMissed, .ended(Ending(.rejected, at: moment))])
  }

  /// What was said has changed the verdict. A block ends the call; a challenge is a flag by now.
  public func decide(heard verdict: ScreeningVerdict, at moment: Timestamp) -> Decision {
    guard !hasEnded, status != .ringing, status != .initiated, verdict != screening else { return .nothing }
    var decision = Decision(facts: [.screened(verdict)])
    if verdict.action == .block {
      let end = decide(ended: .spam, at: moment)
      decision.facts += end.facts
      decision.intentions += end.intentions
    }
    return decision
  }

  /// A media stream wants to carry the call: the first answers it, a later one resumes it after a cut.
  public func decide(streamJoinedAt moment: Timestamp) -> Decision {
    guard !hasEnded, !awaitsKey, transfer == nil, status == .ringing || status == .inProgress else { return .nothing }
    let joined = Fact.streamJoined(streams + 1)
    return Decision(facts: answeredAt == nil ? [.answered(at: moment), joined] : [joined])
  }

  /// A verdict on one of the caller's requests.
  public func decide(_ verdict: Verdict, on attempt: Attempt.ID) -> Decision {
    adopt(conversation.decide(verdict, on: attempt))
  }

  /// The caller says that the last answer didn't help.
  public func decideLastAnswerDidNotHelp() -> Decision { adopt(conversation.decideLastAnswerDidNotHelp()) }

  /// A person is wanted for a reason other than failed attempts.
  public func decide(handOver reason: TransferReason, to department: Department.ID? = nil) -> Decision {
    adopt(conversation.decide(handOver: reason, to: department))
  }

  /// The caller's language was recognised or asked for.
  public func decide(_ language: Language, recognised: LanguageRecognition) -> Decision {
    adopt(conversation.decide(language, recognised: recognised))
  }

  /// The voice AI was metered.
  public func decide(metered usage: AIUsage) -> Decision {
    guard !hasEnded, usage != AIUsage() else { return .nothing }
    return Decision(facts: [.metered(usage)])
  }

  /// The caller waited for these answers.
  public func decide(waited waits: [TurnWait]) -> Decision {
    guard !hasEnded else { return .nothing }
    return Decision(facts: waits.map(Fact.waited))
  }

  /// Nobody can talk with the caller: a person takes over, whatever the count is.
  public func decideReceptionistFailed() -> Decision { decide(handOver: .aiUnavailable) }

  /// The carrier says how the dialled leg fared.
  public func decide(transferFinished outcome: Transfer.Outcome) -> Decision {
    guard !hasEnded, let transfer, transfer.outcome == nil else { return .nothing }
    return Decision(facts: [.transferFinished(outcome)])
  }

  /// Something ended the call. The first cause wins, repeats and late comers change nothing (property 29).
  public func decide(ended cause: Ending.Cause, at moment: Timestamp) -> Decision {
    decide(ended: Ending(cause, at: moment))
  }

  /// So too, where it matters who ended it.
  func decide(ended ending: Ending) -> Decision {
    guard !hasEnded else { return .nothing }
    return Decision(facts: [.ended(ending)], intentions: ending.cause.wantsHangUp ? [.hangUp] : [])
  }

  /// The stream with this number broke and its grace is over; a newer one or a hand-over makes that old news.
  public func decide(streamLost number: Int, at moment: Timestamp) -> Decision {
    guard number == streams, transfer == nil else { return .nothing }
    return decide(ended: .streamLost, at: moment)
  }

  /// The dialogue decides for itself; to the call its hand-over is a transfer. While a person has the floor there is no dialogue
  /// with the receptionist: what she still says of the former one changes nothing.
  private func adopt(_ decision: VoiceCore.Decision<Conversation.Fact, Conversation.Intention>) -> Decision {
    guard !hasEnded, status == .inProgress, floor?.isTakenOver != true else { return .nothing }
    var facts = decision.facts.map(Fact.conversation)
    var intentions: [Intention] = []
    for case .transfer(let wanted) in decision.intentions {
      facts.append(.transferStarted(wanted))
      intentions.append(.transfer(wanted))
    }
    return Decision(facts: facts, intentions: intentions)
  }
}
