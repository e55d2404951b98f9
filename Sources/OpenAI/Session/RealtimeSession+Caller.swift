package import NIOCore
internal import VoiceCore

extension RealtimeSession {
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
      personIsWanted = true
      if response == nil, requested == nil { schedule(.answer, in: limits.maximumSilence) }
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
    // A silent question for a verdict disturbs nobody, and its answer counts.
    if response?.purpose != .judgement { cancelResponse() }
    owesAnswer = true
    speechBegan()
    cut(at: place)
    if farewell?.isBegun == true { farewellWasBrokenInto(hasHeardFarewell) }
  }

  /// The caller said something that no session heard: the next one asks for it.
  package mutating func callerSpokeUnheard() {
    if isJoined, hasBeenReady, link != .live, link != .over { missedCaller = true }
  }

  // MARK: From the provider

  /// A turn of the caller is over.
  mutating func callerSaid(_ item: String, at now: NIODeadline) {
    guard turns.insert(item) else { return }
    speechEnded()
    report(order.begin(item, by: .caller))
    transcripts.append((item, now + limits.maximumTranscription))
    if transcripts.count == 1 { schedule(.transcript, in: limits.maximumTranscription) }
    guard farewell == nil, !isSilenced else { return }
    beginTurn()
    // The provider has not begun it yet, so it will know of this turn.
    if requested?.purpose != .judgement { requested?.turn = book.turn }
    if let active = response {
      response?.leavesAnswer = true
      // What wasn't said yet would come before the answer that the caller waits for.
      if active.purpose.answersCaller, active.audioBytes == 0 { cancelResponse() }
      return
    }
    expectsAnswer = requested == nil
    expectedTurn = book.turn
    schedule(.answer, in: limits.maximumSilence)
  }

  /// The caller asks something new: what was on its way for the former turn is no longer wanted.
  private mutating func beginTurn() {
    if let response, response.audioBytes > 0 { book.answered(response.turn) }
    let assumed = keyFacts.verdict(in: book.turn) ?? .served
    if let former = book.callerHadTurn(assuming: assumed) { tell(.judged(former, assumed)) }
    awaited = []
    tools.turnBegan()
    languages.turnBegan()
    owesAnswer = true
    wasNudged = false
    (personIsWanted, endIsWanted, hasClaimed) = (false, false, false)
    wanted.removeAll { $0.answersCaller || $0 == .judgement || $0 == .resumption }
    if response?.purpose == .judgement { cancelResponse() }
  }

  mutating func transcribed(_ item: String, as text: String, _ counts: TokenCounts) {
    guard let index = transcripts.firstIndex(where: { $0.item == item }) else { return }
    transcripts.remove(at: index)
    if transcripts.isEmpty { emit(.cancel(.transcript)) }
    bill(counts.transcription(at: settings.prices.transcription))
    let words = text.drop { $0.isWhitespace }.prefix(limits.maximumUtteranceCharacters)
    listen(to: words)
    complete(item, words.isEmpty ? Utterance.inaudible : String(words))
  }

  mutating func transcriptIsDue(at now: NIODeadline) {
    while let first = transcripts.first, first.due <= now {
      transcripts.removeFirst()
      complete(first.item, Utterance.inaudible)
    }
    if let next = transcripts.first { schedule(.transcript, in: next.due - now) }
  }

  mutating func bill(_ usage: AIUsage) {
    if usage != AIUsage() { tell(.used(usage)) }
  }
}
