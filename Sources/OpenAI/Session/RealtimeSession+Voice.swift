internal import MediaBridge
internal import NIOCore
internal import VoiceCore

extension RealtimeSession {
  // MARK: The model's voice

  /// A piece of audio: the hot path. Late ones of a response that is over or cancelled aren't heard.
  mutating func say(_ delta: AudioDelta, at now: NIODeadline) {
    guard isJoined, delta.audio.byteCount > 0 else { return }
    if response?.name != delta.response { adopt(delta) }
    guard let active = response, active.name == delta.response, !active.isCancelled else { return }
    guard active.audioBytes + delta.audio.byteCount <= limits.maximumResponseAudioBytes else {
      emit(.log(.responseTooLong))
      return stop()
    }
    let index: Int
    if let known = spoken.index(named: delta.item) {
      index = known
    } else {
      openItem(String(buffer: delta.item), of: active.id)
      guard let opened = spoken.index(named: delta.item) else { return }
      index = opened
    }
    // What is complete was marked, heard or cut: nothing may come behind it.
    guard !spoken.items[index].isAudioComplete else { return }
    if active.audioBytes == 0 { voiceBegan(at: now) }
    response?.audioBytes += delta.audio.byteCount
    spoken.say(delta.audio.byteCount, of: index)
    emit(.say(delta.audio))
  }

  /// The beginning of a response may have been lost: its voice is proof enough.
  private mutating func adopt(_ delta: AudioDelta) {
    guard response == nil else { return }
    let id = String(buffer: delta.response)
    if !past.contains(id) { created(id) }
  }

  private mutating func voiceBegan(at now: NIODeadline) {
    // The judgement is silent: this is another response, taken for it.
    if response?.purpose == .judgement {
      assumeVerdict()
      wasTheProvidersOwn()
    }
    wasNudged = false
    if response?.purpose == .farewell { schedule(.farewell, in: limits.maximumFarewell) }
    guard let asked = requestEndedAt, farewell == nil else { return }
    requestEndedAt = nil
    tell(.answered(TurnWait(answering: .nanoseconds((now - asked).nanoseconds))))
  }

  // MARK: Items

  mutating func openItem(_ id: String, of response: String) {
    guard self.response?.id == response, self.response?.isCancelled == false, self.response?.purpose != .judgement,
      spoken.index(of: id) == nil
    else { return }
    report(order.begin(id, by: .receptionist))
    guard order.waiting.contains(id) else { return }
    if let dropped = spoken.open(id, response: response, session: session) { report(order.giveUp(dropped.id)) }
  }

  mutating func endAudio(of id: String) {
    guard let index = spoken.index(of: id) else { return }
    if let mark = spoken.endAudio(of: index) { emit(.mark(mark)) }
  }

  mutating func add(_ words: String, to id: String) {
    guard let index = spoken.index(of: id) else { return }
    spoken.add(words, to: index, atMost: limits.maximumUtteranceCharacters)
    let item = spoken.items[index]
    if item.words.utf8.count <= 4 * LanguageWatch.replyLength { judgeLanguage(of: item.words, in: item.response) }
  }

  mutating func setWords(_ words: String, of id: String) {
    guard let index = spoken.index(of: id) else { return }
    let item = spoken.items[index]
    if item.response == response?.id, !item.areWordsComplete {
      response?.words.append(String(words.prefix(limits.maximumUtteranceCharacters)))
    }
    spoken.setWords(words, of: index, atMost: limits.maximumUtteranceCharacters)
    settleHeard()
  }

  /// Nothing more comes for the items of this response.
  mutating func closeItems(of response: String) {
    for item in spoken.takeSilent(of: response) { report(order.giveUp(item.id)) }
    for index in spoken.items.indices where spoken.items[index].response == response {
      if let mark = spoken.endAudio(of: index) { emit(.mark(mark)) }
      spoken.endWords(of: index)
    }
    settleHeard()
  }

  /// Everything that wasn't heard from this place on never will be: the history forgets it, and the provider, which need
  /// not be reminded when its session is over.
  mutating func cut(at place: Int, reminding reminds: Bool = true) {
    for rest in spoken.cut(at: place) {
      if reminds, rest.isCut, rest.item.session == session {
        send(.truncate(item: rest.item.id, atMilliseconds: rest.heardBytes / 8))
      }
      if let words = rest.words { complete(rest.item.id, words) } else { report(order.giveUp(rest.item.id)) }
    }
  }

  // MARK: What was said, in order

  mutating func settleHeard() {
    for item in spoken.takeHeard() {
      if item.words.isEmpty { report(order.giveUp(item.id)) } else { complete(item.id, item.words) }
    }
  }

  /// The call is over: what is known of each turn is told, in order.
  mutating func settleEverything() {
    for id in order.waiting {
      guard let index = spoken.index(of: id) else {
        complete(id, Utterance.inaudible)
        continue
      }
      let item = spoken.items[index]
      if item.isHeard, !item.words.isEmpty { complete(id, item.words) } else { report(order.giveUp(id)) }
    }
  }

  mutating func complete(_ id: String, _ text: String) { report(order.complete(id, text)) }

  mutating func report(_ released: [UtteranceOrder<String>.Spoken]) {
    for utterance in released {
      history.add(.said(utterance.speaker, utterance.text))
      tell(utterance.speaker == .caller ? .heard(utterance.text) : .said(utterance.text))
    }
  }
}
