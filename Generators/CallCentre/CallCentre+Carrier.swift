import PropertyTesting
import VoiceCore

/// The carrier: it sends webhooks and does what their answers say.
extension CallCentre {
  /// How long after an unanswered webhook the carrier tries its fallback.
  private static let retry: Duration = .seconds(1)

  func dial(_ number: Int) {
    tell("dials", of: number)
    send(.announcement, of: number)
    plan(.givesUp(number), in: calls[number].plan.patience)
  }

  func send(_ kind: Letter.Kind, of number: Int) {
    let errand = calls[number].errand
    let letter = Letter(kind: kind, errand: errand)
    switch fate(of: kind, in: calls[number].plan.faults) {
    case .arrives: plan(.arrives(number, letter), in: Self.wire)
    case .late(let span): plan(.arrives(number, letter), in: Self.wire + span)
    case .twice(let span):
      plan(.arrives(number, Letter(kind: kind, errand: errand, isHeard: false)), in: Self.wire)
      plan(.arrives(number, letter), in: Self.wire + span)
    }
  }

  private func fate(of kind: Letter.Kind, in faults: CarrierFaults) -> CarrierFaults.Fate {
    switch kind {
    case .announcement: faults.announcement
    case .question, .lap: faults.question
    case .dialResult, .taken, .message: faults.dialResult
    case .status: faults.status
    }
  }

  func arrive(_ letter: Letter, of number: Int) async throws {
    guard !isDown else { return remainUnanswered(letter, of: number) }
    do {
      switch letter.kind {
      case .announcement: try await announce(number, letter)
      case .question: try await askWhatIsNext(number, letter)
      case .dialResult(let outcome, let turn): try await report(outcome, at: turn, of: number, letter)
      case .taken(let desk, let turn): try await tellTaken(by: desk, at: turn, of: number)
      case .lap(let lap): try await askHowItStands(lap, of: number, letter)
      case .message(let turn): try await bringMessage(at: turn, of: number, letter)
      case .status(let cause): try await reportStatus(cause, of: number)
      }
    } catch StoreFailure.unavailable {
      remainUnanswered(letter, of: number)
    }
  }

  /// The carrier tries its fallback once for what it needs an answer to; a status callback isn't sent again.
  private func remainUnanswered(_ letter: Letter, of number: Int) {
    tell("a webhook stays unanswered", of: number)
    switch letter.kind {
    case .status, .taken: return
    case .announcement, .question, .dialResult, .lap, .message: break
    }
    guard letter.isHeard, letter.errand == calls[number].errand, calls[number].leg != .over else { return }
    if letter.isRetry {
      endLeg(of: number, .carrierFailed)
    } else {
      plan(.arrives(number, Letter(kind: letter.kind, errand: letter.errand, isRetry: true)), in: Self.retry)
    }
  }

  private func announce(_ number: Int, _ letter: Letter) async throws {
    let call = calls[number]
    let answer = try await desk.answer(
      AnswerCall.Announcement(carrierID: call.carrierID, caller: call.caller, dialled: call.dialled))
    tell("is announced", of: number)
    switch answer {
    case .challenge: throw RequirementFailure("nobody is challenged without a rule", fileID: #fileID, line: #line)
    case .unknownNumber: throw RequirementFailure("a tenant's number is known", fileID: #fileID, line: #line)
    case .onward(let onward):
      try adopt(onward.place, number)
      if letter.isHeard, calls[number].leg == .announced { try follow(onward, number) }
    case .rejected(let place), .busy(let place), .over(let place):
      try adopt(place, number)
      if letter.isHeard, calls[number].leg != .over { endLeg(of: number, .unanswered) }
    case .connect(let token, let place), .announce(_, let token, let place):
      try adopt(place, number)
      guard letter.isHeard, calls[number].leg == .announced else { return }
      plan(.streamOpens(number, token: token), in: .milliseconds(200))
    }
  }

  /// Property 1: the call belongs to the tenant whose number was dialled, and keeps its name.
  func adopt(_ place: CallPlace, _ number: Int) throws {
    try requireEqual(place.tenant, calls[number].tenant, "a call belongs to the tenant that was dialled")
    if let known = calls[number].place { try requireEqual(place, known, "a repeated announcement is the same call") }
    calls[number].place = place
  }

  private func askWhatIsNext(_ number: Int, _ letter: Letter) async throws {
    let call = calls[number]
    let next = try await desk.next(call.carrierID, dialled: call.dialled)
    guard letter.isHeard, calls[number].leg == .asking else { return }
    switch next {
    case .hangUp:
      tell("is hung up", of: number)
      endLeg(of: number, .hungUp)
    case .reconnect(let token, let place):
      try adopt(place, number)
      tell("comes back", of: number)
      calls[number].leg = .announced
      plan(.streamOpens(number, token: token), in: .milliseconds(200))
    case .onward(let onward):
      try adopt(onward.place, number)
      guard letter.errand == calls[number].errand else { return }
      try follow(onward, number)
    case .dial(let phone, _, let place):
      try adopt(place, number)
      try require(
        TestTenant.answers(phone, of: call.plan.tenant % plan.tenants + 1), "only the tenant's people are rung")
      ring(number)
    }
  }

  private func report(_ outcome: Transfer.Outcome, at turn: Int, of number: Int, _ letter: Letter) async throws {
    let call = calls[number]
    let next = try await desk.reportTransfer(
      outcome, of: call.carrierID, dialled: call.dialled, turn: turn == 0 ? nil : turn)
    calls[number].reported = outcome
    tell("the dialled leg's result is told", of: number)
    guard letter.isHeard, letter.errand == calls[number].errand, calls[number].leg != .over else { return }
    switch next {
    case .onward(let onward): try follow(onward, number)
    case .done, .apologise: endLeg(of: number, .hungUp)
    }
  }

  private func reportStatus(_ cause: Ending.Cause, of number: Int) async throws {
    let call = calls[number]
    do {
      let outcome = try await desk.end(.carrier(call.carrierID), of: call.tenant, because: cause)
      try require(outcome.call.hasEnded, "a call whose end the carrier tells has ended")
    } catch StoreFailure.notFound {
      try requireNil(call.place, "a call that was announced is known")
    }
    tell("its status is told", of: number)
  }

  /// The caller's leg is over: sockets close, and the carrier says so.
  func endLeg(of number: Int, _ cause: Ending.Cause) {
    guard calls[number].leg != .over else { return }
    freeAgent(of: number)
    hangUpDesks(of: number)
    calls[number].leg = .over
    calls[number].session = nil
    desk.carrier.end(calls[number].carrierID, cause)
    send(.status(cause), of: number)
  }
}
