package import NIOCore
internal import VoiceCore

extension RealtimeSession {
  /// What stands for words that nobody could write down.
  static var inaudible: String { "[inaudible]" }

  // MARK: From the bridge

  /// The legs are joined: the receptionist greets.
  package mutating func join() {
    guard !isJoined else { return }
    isJoined = true
    want(.welcome)
  }

  /// The caller pressed a key.
  package mutating func pressed(_ key: Character, at now: NIODeadline) {
    keys += 1
    let name = "key \(keys)"
    report(order.begin(name, by: .caller))
    complete(name, "[key \(key)]")
    guard farewell == nil, link != .over else { return }
    if key == "0" {
      tell(.personWanted(.callerWish, nil))
      return
    }
    beginTurn()
    requestEndedAt = now
    let event = ClientEvent.callerText(ReceptionistInstructions.pressed(key))
    if link == .live { send(event) } else if backlog.count < limits.maximumReplayed { backlog.append(event) }
    want(.answer)
  }

  /// The caller heard everything before this mark.
  package mutating func heard(_ mark: Int) {
    spoken.heard(mark)
    settleHeard()
    finishIfHeard()
  }

  /// The caller broke in: what was said from this place on was never heard.
  package mutating func brokeIn(at place: Int) {
    let hasHeardFarewell = heardFarewell(at: place)
    cancelResponse()
    owesAnswer = true
    cut(at: place)
    if farewell?.isBegun == true { farewellWasBrokenInto(hasHeardFarewell) }
  }

  /// The caller made a short sound while the receptionist spoke. In the midst of it that is a cough: the provider, which
  /// may have taken it for the beginning of a turn, is told before it takes the turn to be over. Near the end it may be an
  /// answer ("yes"), and is left to the provider.
  package mutating func callerMadeNoise(over unheard: Int) {
    guard unheard > limits.unheardBytesOfAnAnswer else { return }
    callerIsSpeaking = false
    send(.clearInput)
    if owesAnswer || expectsAnswer { schedule(.answer, in: limits.maximumSilence) }
    pump()
  }

  /// The caller, who had broken in, is silent again: nobody shall be left in dead air.
  package mutating func callerFellSilent() {
    guard farewell == nil, link == .live, owesAnswer, response == nil, requested == nil, wanted.isEmpty,
      !expectsAnswer
    else { return }
    callerIsSpeaking = false
    want(.answer)
  }

  // MARK: From the provider

  mutating func callerBegan() {
    callerIsSpeaking = true
    if requested == nil { emit(.cancel(.answer)) }
  }

  mutating func callerPaused(at now: NIODeadline) {
    callerIsSpeaking = false
    requestEndedAt = now
    // A turn that is not followed by its end would leave the caller waiting.
    if response == nil, farewell == nil { schedule(.answer, in: limits.maximumSilence) }
  }

  /// A turn of the caller is over.
  mutating func callerSaid(_ item: String, at now: NIODeadline) {
    guard turns.insert(item) else { return }
    callerIsSpeaking = false
    report(order.begin(item, by: .caller))
    transcripts.append((item, now + limits.maximumTranscription))
    if transcripts.count == 1 { schedule(.transcript, in: limits.maximumTranscription) }
    guard farewell == nil else { return }
    beginTurn()
    guard response == nil else {
      response?.isOvertaken = true
      return
    }
    expectsAnswer = requested == nil
    schedule(.answer, in: limits.maximumSilence)
  }

  /// The caller asks something new: what was on its way for the former turn is no longer wanted.
  private mutating func beginTurn() {
    if let response, response.turn == turn, response.audioBytes > 0 { book.answered() }
    if let former = book.callerHadTurn() { tell(.judged(former, .served)) }
    turn += 1
    awaited = []
    toolRounds = 0
    owesAnswer = true
    wasNudged = false
    personIsWanted = false
    wanted.removeAll { $0 == .answer || $0 == .continuation || $0 == .judgement }
    if response?.purpose == .judgement { cancelResponse() }
  }

  mutating func transcribed(_ item: String, as text: String, _ counts: TokenCounts) {
    guard let index = transcripts.firstIndex(where: { $0.item == item }) else { return }
    transcripts.remove(at: index)
    if transcripts.isEmpty { emit(.cancel(.transcript)) }
    bill(counts.transcription(at: settings.prices.transcription))
    let words = text.drop { $0.isWhitespace }.prefix(limits.maximumUtteranceCharacters)
    complete(item, words.isEmpty ? Self.inaudible : String(words))
  }

  mutating func transcriptIsDue(at now: NIODeadline) {
    while let first = transcripts.first, first.due <= now {
      transcripts.removeFirst()
      complete(first.item, Self.inaudible)
    }
    if let next = transcripts.first { schedule(.transcript, in: next.due - now) }
  }

  mutating func bill(_ usage: AIUsage) {
    if usage != AIUsage() { tell(.used(usage)) }
  }
}
