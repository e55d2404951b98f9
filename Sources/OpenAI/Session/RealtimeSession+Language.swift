internal import VoiceCore

/// The caller is spoken with in their own language from when it is known (property 4).
extension RealtimeSession {
  /// What the caller said was written down: in which language may be new.
  mutating func listen(to words: some StringProtocol) {
    let before = languages.spoken.language
    guard let (language, recognition) = languages.heard(String(words)) else { return }
    tell(.language(language, recognition))
    if language != before { tellLanguage() }
  }

  /// The model says that the caller has asked for a language.
  mutating func callerWants(_ language: Language) {
    guard languages.requested(language) else { return }
    tell(.language(language, .requested))
    tellLanguage()
  }

  /// Everything that is asked for from now on is in that language: the provider's instructions and its ears are told.
  private mutating func tellLanguage() {
    send(
      .updateSession(
        SessionSetup.session(
          for: brief, speaking: languages.spoken, nextAttempt: book.next, settings, limits: limits)))
  }

  /// A reply in another language is cut, and asked for again, once a turn of the caller. Prompts of ours have theirs. One that is
  /// known to be in the caller's isn't looked at again.
  mutating func judgeLanguage(of words: String, in id: String) {
    guard let active = response, active.id == id, !active.fitsLanguage, !active.isCancelled,
      active.purpose.answersCaller,
      active.turn == book.turn, farewell == nil, !isSilenced
    else { return }
    switch languages.judge(words) {
    case .open: return
    case .fits:
      response?.fitsLanguage = true
      return
    case .mustBeCut: break
    }
    emit(.log(.otherLanguage))
    response?.leavesAnswer = true
    owesAnswer = true
    cancelResponse()
    emit(.fallSilent)
    send(.systemText(ReceptionistInstructions.speaking(languages.spoken.language)))
  }
}
