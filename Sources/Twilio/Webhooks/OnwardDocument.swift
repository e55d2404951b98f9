internal import VoiceCore

/// What the carrier is told to do with a caller who isn't the receptionist's.
struct OnwardDocument {
  let onward: Onward
  /// Asked when those who ring have rung, or have talked; the caller's own address when `nil`.
  var action: String?

  /// The document. A caller's own number goes along wherever it is dialled on, for `callerId` is left out; of a call that we
  /// placed it is said (property 8).
  func twiML(lap: Int = 0) throws(TwiMLError) -> TwiML {
    var verbs: [TwiML.Verb] = []
    if let notice = onward.notice { verbs.append(.say(try Say(own: notice.text, in: notice.language))) }
    if let words = onward.words, !isGathering { verbs.append(.say(try Say(own: words.text, in: words.language))) }
    switch onward.act {
    case .ring(let agents, let span):
      let parties = agents.prefix(Dial.maximumParties).map { agent in
        let identity = AgentIdentity.text(of: agent, in: onward.place.tenant)
        return Party.client(identity, callback: callback(of: agent), whisper: whisper(to: agent))
      }
      verbs.append(.dial(try dial(parties, for: span)))
    case .dial(let number, let span):
      verbs.append(
        .dial(try dial([.number(number, callback: callback(of: nil), whisper: whisper(to: nil))], for: span)))
    case .confer(let room):
      let action = WebhookPath.at(WebhookPath.dialResult, turn: onward.turn)
      verbs.append(.dial(try Dial(.conference(room.name, .endsWith), action: action)))
    case .hold(let span):
      let address = WebhookPath.at(WebhookPath.wait, turn: onward.turn, lap: lap)
      if isGathering {
        let prompts = try onward.words.map { words throws(TwiMLError) in
          [Prompt.say(try Say(own: words.text, in: words.language))]
        }
        verbs.append(
          .gather(
            Gather(
              .keys, action: address, numberOfKeys: 1, timeoutSeconds: seconds(span), prompts: prompts ?? [])))
      } else {
        verbs.append(.pause(seconds: seconds(span)))
      }
      verbs.append(.redirect(address))
    case .record:
      let action = WebhookPath.at(WebhookPath.voicemail, turn: onward.turn)
      verbs.append(
        .record(
          Record(
            action: action, maximumSeconds: Voicemail.maximumSeconds, silenceSeconds: Voicemail.silenceSeconds,
            statusCallback: WebhookPath.about(WebhookPath.recording, onward.place), hearsOfAbsence: true)))
      // Only who said nothing comes so far.
      verbs.append(.redirect(action))
    case .hangUp: verbs.append(.hangup)
    }
    return .response(verbs)
  }

  /// A key of who waits means something.
  private var isGathering: Bool { if case .hold = onward.act { onward.callBackKey != nil } else { false } }

  private func callback(of agent: Agent.ID?) -> LegCallback {
    // Who is asked has the caller by key, not by picking up.
    LegCallback(
      WebhookPath.steps(of: agent, in: onward), of: onward.manner == .cold ? [.answered, .completed] : [.completed])
  }

  private func whisper(to agent: Agent.ID?) -> String? {
    onward.manner == .warm ? WebhookPath.whisper(to: agent, in: onward) : nil
  }

  private func dial(_ parties: [Party], for span: Duration) throws(TwiMLError) -> Dial {
    try Dial(
      .parties(parties), action: action ?? WebhookPath.at(WebhookPath.dialResult, turn: onward.turn),
      timeoutSeconds: seconds(span), answersOnBridge: true, callerID: onward.showing)
  }

  private func seconds(_ span: Duration) -> Int { max(1, Int(span.components.seconds)) }
}
