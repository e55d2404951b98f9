internal import VoiceCore

extension RealtimeSession {
  mutating func setUp(_ event: ServerEvent) {
    switch (link, event) {
    case (.greeting, .sessionCreated):
      link = .configuring
      events += 1
      let setup = SessionSetup.session(
        for: brief, speaking: languages.spoken, nextAttempt: book.next, settings, limits: limits,
        answering: isSilenced ? .nothing : .turns)
      isToldToBeSilent = isSilenced
      emit(.send(.updateSession(setup), id: events))
    case (.configuring, .sessionUpdated(true)): stand()
    case (.configuring, .sessionUpdated(false)): refuseFormat()
    case (_, .failed(let code, _)) where !code.isBenign:
      emit(.log(.providerError(code)))
      // A second session may go the way of the first one; a request that is refused would be refused again.
      fail(code.isFatal || code == .invalidRequest ? .notAvailable : .unreachable)
    default: break
    }
  }

  /// Another format would be noise in the caller's ear.
  mutating func refuseFormat() {
    emit(.log(.otherAudioFormat))
    fail(.notAvailable)
  }

  private mutating func stand() {
    link = .live
    emit(.cancel(.setup))
    schedule(.renewal, in: limits.renewal)
    guard hasBeenReady else {
      hasBeenReady = true
      emit(.ready)
      return
    }
    emit(.log(.restored))
    replay()
    tellWhetherToAnswer()
    if missedCaller, wanted.isEmpty, !isSilenced { enqueue(.answer) }
    missedCaller = false
    if waitsForCore { schedule(.answer, in: limits.maximumSilence) }
    pump()
  }
}
