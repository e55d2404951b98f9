package import NIOCore
package import VoiceCore

extension RealtimeSession {
  // MARK: The socket

  /// The joining begins.
  package mutating func begin() { schedule(.setup, in: limits.maximumSetup) }

  /// A socket is open.
  package mutating func opened() {
    guard link == .connecting else { return }
    link = .greeting
  }

  /// The socket is gone, or couldn't be opened; trying again may help or not.
  package mutating func lost(_ failure: VoiceAIFailure = .unreachable) {
    guard link != .over else { return }
    guard hasBeenReady, failure == .unreachable, farewell == nil,
      let pause = sockets.lost(session, .broken, chance: chance?.next() ?? 0)
    else { return fail(hasBeenReady ? .unreachable : failure) }
    emit(.log(.lost))
    startOver()
    if pause > .zero { schedule(.reconnect, in: TimeAmount(pause)) } else { reconnect() }
  }

  /// Another session is to go on in this one's place, though it stands.
  mutating func replace() {
    guard sockets.replace() != nil else { return }
    startOver()
    emit(.reconnect)
  }

  private mutating func startOver() {
    forgetSession()
    link = .connecting
    emit(.close)
    for timer in Timer.allCases where timer != .setup { emit(.cancel(timer)) }
    // The time for the second session has begun: the caller waits.
    schedule(.setup, in: limits.maximumSetup)
  }

  private mutating func reconnect() {
    if sockets.reopen() != nil { emit(.reconnect) }
  }

  /// The session is over, and the caller heard everything up to this place; tells what is left to tell of what was said,
  /// then nothing more.
  package mutating func leave(at place: Int) {
    cut(at: place, reminding: false)
    settleEverything()
    hasLeft = true
    end()
  }

  /// The joining was given up.
  package mutating func abandon() {
    guard link != .over else { return }
    if hasBeenReady { end() } else { fail(.unreachable) }
  }

  /// It can't go on. A farewell that was asked for goes on without us: the hand-over must not hang on the provider.
  mutating func fail(_ failure: VoiceAIFailure) {
    guard link != .over else { return }
    end()
    if !hasBeenReady {
      emit(.refused(failure))
    } else if farewell == nil {
      tell(.failed(failure))
    } else {
      finish()
    }
  }

  mutating func end() {
    guard link != .over else { return }
    link = .over
    sockets.end()
    for timer in Timer.allCases { emit(.cancel(timer)) }
    emit(.close)
  }

  // MARK: Messages

  /// A text message came.
  package mutating func received(text: ByteBuffer, at now: NIODeadline) {
    guard link != .over else { return }
    do throws(ServerEvent.Unreadable) {
      received(try ServerEvent(text), at: now)
    } catch {
      receivedUnreadable()
    }
  }

  /// A message that nobody can read: harmless once, but not for ever.
  package mutating func receivedUnreadable() {
    emit(.log(.unreadable))
    countFault()
  }

  private mutating func countFault() {
    unreadable += 1
    if unreadable > limits.maximumUnreadable { fail(.unreachable) }
  }

  /// An event came.
  package mutating func received(_ event: ServerEvent, at now: NIODeadline) {
    switch link {
    case .over, .connecting: break
    case .greeting, .configuring: setUp(event)
    case .live: live(event, at: now)
    }
  }

  private mutating func live(_ event: ServerEvent, at now: NIODeadline) {
    switch event {
    case .audio(let delta): say(delta, at: now)
    case .badAudio:
      emit(.log(.badAudio))
      countFault()
    case .sessionUpdated(let isTelephoneAudio): if !isTelephoneAudio { refuseFormat() }
    case .speechStarted: callerBegan()
    case .speechStopped: callerPaused(at: now)
    case .committed(let item): callerSaid(item, at: now)
    case .transcribed(let item, let text, let counts): transcribed(item, as: text, counts)
    case .transcriptionFailed(let item): transcribed(item, as: "", TokenCounts())
    case .responseCreated(let id): created(id)
    case .messageAdded(let item, let id): openItem(item, of: id)
    case .audioDone(let item): endAudio(of: item)
    case .wordsAdded(let words, let item): add(words, to: item)
    case .wordsDone(let words, let item): setWords(words, of: item)
    case .called(let call, let id): note(call, of: id)
    case .responseDone(let end): done(end)
    case .failed(let code, let event): failed(code, about: event)
    case .rateLimits(let limits): heard(of: limits)
    case .sessionCreated, .other: break
    }
  }

  // MARK: Time

  /// A timer fell due.
  package mutating func due(_ timer: Timer, at now: NIODeadline) {
    guard link != .over else { return }
    switch timer {
    case .setup: fail(.unreachable)
    case .reconnect: reconnect()
    case .answer: answerIsDue()
    case .response: responseIsDue()
    case .progress: progressIsDue()
    case .retry: retryIsDue()
    case .speech: speechIsDue()
    case .transcript: transcriptIsDue(at: now)
    case .farewell: finish()
    case .renewal: renewalIsDue()
    }
  }

  // MARK: Errors

  private mutating func failed(_ code: ErrorCode, about event: String?) {
    if !code.isBenign { emit(.log(.providerError(code))) }
    if code.isFatal { return fail(.notAvailable) }
    if code == .expired { return lost() }
    guard let event else { return }
    if code == .alreadyActive { return otherIsActive(event) }
    if let refused = requested, ClientEvent.name(of: refused.event) == event { requestRefused(refused, code) }
  }
}
