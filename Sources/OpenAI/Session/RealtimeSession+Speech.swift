internal import NIOCore
internal import VoiceCore

/// When the caller speaks and is silent, apart from what was said.
extension RealtimeSession {
  // MARK: From the bridge

  /// The caller made a short sound while the receptionist spoke. In the midst of it that is a cough: the provider, which
  /// may have taken it for the beginning of a turn, is told before it takes the turn to be over. Near the end it may be an
  /// answer ("yes"), and is left to the provider. While more of what is being said may come, that isn't near the end,
  /// however little of it has come yet.
  package mutating func callerMadeNoise(over unheard: Int) {
    guard unheard > limits.unheardBytesOfAnAnswer || spoken.isIncomplete else { return }
    speechEnded()
    send(.clearInput)
    if owesAnswer || expectsAnswer || waitsForCore { schedule(.answer, in: limits.maximumSilence) }
    pump()
  }

  /// The caller, who had broken in, is silent again: nobody shall be left in dead air. Told once: what can't be answered
  /// now is answered when the response that was cancelled has ended.
  package mutating func callerFellSilent() {
    speechEnded()
    guard farewell == nil, requested == nil else { return }
    if response != nil {
      if owesAnswer { response?.leavesAnswer = true }
    } else if expectsAnswer || waitsForCore {
      schedule(.answer, in: limits.maximumSilence)
    } else if owesAnswer {
      enqueue(.answer)
    }
    pump()
  }

  // MARK: From the provider

  mutating func callerBegan() {
    speechBegan()
    if requested == nil { emit(.cancel(.answer)) }
  }

  mutating func speechBegan() {
    guard !callerIsSpeaking else { return }
    callerIsSpeaking = true
    schedule(.speech, in: limits.maximumSpeech)
  }

  mutating func speechEnded() {
    guard callerIsSpeaking else { return }
    callerIsSpeaking = false
    emit(.cancel(.speech))
  }

  /// The caller speaks without an end: that may be noise, and whoever waits for a reply gets it.
  mutating func speechIsDue() {
    if callerIsSpeaking { callerFellSilent() }
  }

  mutating func callerPaused(at now: NIODeadline) {
    speechEnded()
    requestEndedAt = now
    // A turn that is not followed by its end would leave the caller waiting.
    if response == nil, farewell == nil, !isSilenced { schedule(.answer, in: limits.maximumSilence) }
  }
}
