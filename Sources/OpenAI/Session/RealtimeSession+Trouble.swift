internal import NIOCore
internal import VoiceCore

/// What can go wrong with responses.
extension RealtimeSession {
  /// The provider says what is left of our limits: told on, and logged once a session when it is little.
  mutating func heard(of limits: [RateLimit]) {
    for limit in limits { emit(.limited(limit)) }
    guard !hasWarnedOfLimits, let scarce = limits.first(where: \.isScarce) else { return }
    hasWarnedOfLimits = true
    emit(.log(.scarce(scarce.kind)))
  }

  /// The model hasn't begun to answer.
  mutating func answerIsDue() {
    guard link == .live, response == nil, farewell == nil, !isSilenced else { return }
    let purpose = requested?.purpose ?? .answer
    requested = nil
    expectsAnswer = false
    if purpose == .judgement {
      assumeVerdict()
      return pump()
    }
    emit(.log(.noResponse))
    // The core, too, has had its time.
    (awaited, personIsWanted, endIsWanted) = ([], false, false)
    if wasNudged { return lost() }
    wasNudged = true
    wanted.removeAll { $0 == purpose }
    enqueue(purpose, first: true)
    speechEnded()
    pump()
  }

  /// The response doesn't end.
  mutating func responseIsDue() {
    guard let active = response else { return }
    emit(.log(.responseTooLong))
    if active.isCancelled { return lost() }
    stop()
  }

  /// The time to look whether more of the response has come. One timer a response, not one a piece: it compares counts.
  mutating func progressIsDue() {
    guard let active = response, !active.isCancelled else { return }
    guard active.audioBytes == active.bytesAtLastLook else {
      response?.bytesAtLastLook = active.audioBytes
      return schedule(.progress, in: limits.maximumStall)
    }
    emit(.log(.responseStalled))
    stop()
  }

  /// What was said of a response that doesn't end stays said. One that said nothing is asked for once more.
  mutating func stop() {
    guard let active = response, !active.isCancelled else { return }
    cancelResponse()
    closeItems(of: active.id)
    guard active.audioBytes == 0, active.purpose.answersCaller || active.purpose == .welcome else { return }
    if wasNudged { return lost() }
    wasNudged = true
    guard active.purpose != .welcome else { return enqueue(.welcome, first: true) }
    response?.leavesAnswer = true
    owesAnswer = true
  }

  /// A response failed without a word: it is asked for again after a while, then another session may help. Where the
  /// provider has had too much of us already, none would.
  mutating func retry(_ purpose: Purpose, after code: ErrorCode) {
    failures += 1
    guard failures <= limits.maximumRetries else {
      return if code == .rateLimit { fail(.unreachable) } else { lost() }
    }
    enqueue(purpose == .turn ? .answer : purpose, first: true)
    isHeldBack = true
    let patience = limits.backOff
    let pause =
      chance.map { patience.pause(afterFailures: failures, chance: $0.next()) }
      ?? patience.longestPause(afterFailures: failures)
    schedule(.retry, in: TimeAmount(pause))
  }

  mutating func retryIsDue() {
    isHeldBack = false
    pump()
  }

  /// Ours was refused because another response is active: one that the provider began before it read our event.
  mutating func otherIsActive(_ event: String) {
    if let refused = requested, ClientEvent.name(of: refused.event) == event {
      requested = nil
      expectsAnswer = true
      expectedTurn = refused.turn
      yield(refused.purpose)
    } else if let active = response, active.event > 0, ClientEvent.name(of: active.event) == event {
      // It was taken for ours.
      wasTheProvidersOwn()
      yield(active.purpose)
      if farewell != nil { cancelResponse() }
    }
  }

  /// The active response was taken for ours, but is the provider's answer to the caller's last turn.
  mutating func wasTheProvidersOwn() {
    response?.purpose = .turn
    response?.turn = book.turn
    callerIsBeingAnswered()
  }

  /// The other response answers the caller; only what it can't say comes again.
  private mutating func yield(_ purpose: Purpose) {
    switch purpose {
    case .farewell, .welcome, .unknownExtension, .resumption: enqueue(purpose, first: true)
    case .judgement: assumeVerdict()
    case .turn, .answer, .continuation, .apology: break
    }
  }

  /// The provider won't make this response.
  mutating func requestRefused(_ refused: Requested, _ code: ErrorCode) {
    requested = nil
    switch refused.purpose {
    case .farewell: finish()
    case .judgement: assumeVerdict()
    case .turn, .welcome, .answer, .continuation, .apology, .unknownExtension, .resumption:
      if code == .rateLimit || code == .server {
        emit(.cancel(.answer))
        return retry(refused.purpose, after: code)
      }
      owesAnswer = true  // The timer that runs asks once more.
    }
  }
}
