internal import VoiceCore

/// What can go wrong with responses.
extension RealtimeSession {
  /// The model hasn't begun to answer.
  mutating func answerIsDue() {
    guard link == .live, response == nil, farewell == nil else { return }
    let purpose = requested?.purpose ?? .answer
    requested = nil
    expectsAnswer = false
    if purpose == .judgement {
      assumeServed()
      return pump()
    }
    emit(.log(.noResponse))
    if wasNudged { return lost() }
    wasNudged = true
    wanted.removeAll { $0 == purpose }
    wanted.insert(purpose, at: 0)
    callerIsSpeaking = false
    pump()
  }

  /// The response doesn't end.
  mutating func responseIsDue() {
    guard let active = response else { return }
    emit(.log(.responseTooLong))
    if active.isCancelled { return lost() }
    stopTooLong()
  }

  /// What was said of a response that doesn't end stays said.
  mutating func stopTooLong() {
    guard let active = response else { return }
    cancelResponse()
    closeItems(of: active.id)
  }

  /// Ours was refused because another response is active: one that the provider began before it read our event.
  mutating func otherIsActive(_ event: String) {
    if let refused = requested, ClientEvent.name(of: refused.event) == event {
      requested = nil
      expectsAnswer = true
      yield(refused.purpose)
    } else if let active = response, active.event > 0, ClientEvent.name(of: active.event) == event {
      // It was taken for ours.
      response?.purpose = .turn
      yield(active.purpose)
      if farewell != nil { cancelResponse() }
    }
  }

  /// The other response answers the caller; only what it can't say comes again.
  private mutating func yield(_ purpose: Purpose) {
    switch purpose {
    case .farewell, .welcome: wanted.insert(purpose, at: 0)
    case .judgement: assumeServed()
    case .turn, .answer, .continuation: break
    }
  }

  /// The provider won't make this response.
  mutating func requestRefused(_ refused: Requested) {
    requested = nil
    switch refused.purpose {
    case .farewell: finish()
    case .judgement: assumeServed()
    case .turn, .welcome, .answer, .continuation: owesAnswer = true  // The timer that runs asks once more.
    }
  }
}
