import PropertyTesting
import VoiceCore

/// The session on the node, and the receptionist in it.
extension CallCentre {
  private static let greeting: Duration = .milliseconds(1500)
  private static let reply: Duration = .seconds(3)
  private static let farewell: Duration = .seconds(2)
  /// How long the node waits for the carrier after a stream broke. As `ReceptionLimits.streamGrace`.
  private static let grace: Duration = .seconds(15)

  func openStream(of number: Int, _ token: String) async throws {
    guard calls[number].leg == .announced, !isDown else {
      if calls[number].leg == .announced { closeStream(of: number) }
      return
    }
    do {
      let joined = try await desk.join(token: token, carrierCall: calls[number].carrierID.text)
      try requireEqual(joined.place, calls[number].place, "a token opens the call that it was made for")
      try requireEqual(joined.stream, calls[number].streams + 1, "streams are counted without a gap")
      tell("is on a stream", joined.stream, of: number)
      calls[number].streams = joined.stream
      calls[number].leg = .streaming
      calls[number].attempts = joined.brief.attemptsSoFar
      let session = nextSession()
      calls[number].session = session
      plan(.acts(number, session: session), in: Self.greeting)
    } catch let failure as JoinFailure {
      tell("its stream is turned away", of: number)
      if failure == .unknownToken || failure == .wrongCall {
        throw RequirementFailure("a fresh token is good: \(failure)", fileID: #fileID, line: #line)
      }
      closeStream(of: number)
    }
    guard calls[number].plan.faults.tokenShownTwice, !store.isAway else { return }
    do {
      _ = try await desk.join(token: token, carrierCall: calls[number].carrierID.text)
      throw RequirementFailure("a token is good once", fileID: #fileID, line: #line)
    } catch let failure as JoinFailure {
      try requireEqual(failure, .unknownToken, "a used token is unknown")
    }
  }

  /// The stream is closed by the node, or breaks: the carrier asks what is next.
  private func closeStream(of number: Int) {
    calls[number].session = nil
    guard calls[number].leg != .over else { return }
    calls[number].leg = .asking
    send(.question, of: number)
  }

  /// The caller does the next thing.
  func act(_ number: Int, in session: Int) async throws {
    guard calls[number].session == session else { return }
    let acts = calls[number].plan.acts
    guard calls[number].nextAct < acts.count else { return try await giveUp(number) }
    let act = acts[calls[number].nextAct]
    calls[number].nextAct += 1
    switch act {
    case .asks(let verdict, let thinking):
      calls[number].attempts += 1
      tell("asks", calls[number].attempts, of: number)
      plan(.judges(number, session: session, verdict), in: thinking)
    case .verdictAgain(let verdict):
      guard calls[number].attempts > 0 else { return goOn(number, session) }
      tell("gets the verdict once more", calls[number].attempts, of: number)
      try await judge(number, in: session, verdict)
    case .complains:
      tell("says that it didn't help", of: number)
      try await advance(.lastAnswerDidNotHelp, number, session) { $0.complain() }
    case .wantsAPerson(let reason):
      tell("wants a person", of: number)
      try await advance(.personWanted(reason, nil), number, session) { $0.want(reason) }
    case .pauses(let span): plan(.acts(number, session: session), in: span)
    case .receptionistFails:
      tell("loses the receptionist", of: number)
      try await advance(.receptionistFailed, number, session) { $0.want(.aiUnavailable) }
    case .lineBreaks(let asksBack): breakLine(of: number, asksBack: asksBack)
    }
  }

  private func goOn(_ number: Int, _ session: Int) { plan(.acts(number, session: session), in: Self.reply) }

  func judge(_ number: Int, in session: Int, _ verdict: Verdict) async throws {
    guard calls[number].session == session else { return }
    let attempt = calls[number].attempts
    tell(verdict == .served ? "is served" : "isn't served", attempt, of: number)
    try await advance(.judged(Attempt.ID(attempt), verdict), number, session) { $0.judge(attempt, verdict) }
  }

  /// Tells the node, and demands of its directive what the world's own count says (property 6).
  private func advance(
    _ step: AdvanceConversation.Step, _ number: Int, _ session: Int, _ count: (inout VerdictLedger) -> TransferReason?
  ) async throws {
    guard let place = calls[number].place else { return }
    let directive: ReceptionistDirective?
    do {
      directive = try await desk.advance(step, in: place)
    } catch StoreFailure.unavailable {
      // Without the store nothing can be decided: the stream closes.
      tell("the decision can't be stored", of: number)
      return closeStream(of: number)
    }
    let expected = count(&calls[number].verdicts)
    var handedOver: TransferReason?
    if case .handOver(let transfer) = directive { handedOver = transfer.reason }
    try requireEqual(handedOver, expected, "a person takes over when the count says so, and only then")
    guard handedOver != nil else { return goOn(number, session) }
    tell("is handed over", of: number)
    plan(.hasSpoken(number, session: session), in: Self.farewell)
  }

  func finishWords(of number: Int, in session: Int) {
    guard calls[number].session == session else { return }
    closeStream(of: number)
  }

  private func breakLine(of number: Int, asksBack: Bool) {
    tell("the line breaks", of: number)
    plan(.graceEnds(number, stream: calls[number].streams, life: life), in: Self.grace)
    if asksBack {
      closeStream(of: number)
    } else {
      calls[number].session = nil
      calls[number].leg = .asking
    }
  }

  /// The session's own timer, which dies with the process.
  func endGrace(of number: Int, after stream: Int, in life: Int) async throws {
    guard !isDown, life == self.life, let place = calls[number].place else { return }
    do {
      let outcome = try await desk.endStream(stream, of: place, because: .lost)
      if outcome.isFirst { tell("is given up: its stream is lost", of: number) }
      if outcome.isFirst, case .failure(let remaining) = try await desk.carryOut(place) {
        throw RequirementFailure("the carrier hangs up: \(remaining.failure)", fileID: #fileID, line: #line)
      }
    } catch StoreFailure.unavailable {
      tell("the lost stream can't be stored", of: number)
    }
    obeyCarrierOrders()
  }
}
