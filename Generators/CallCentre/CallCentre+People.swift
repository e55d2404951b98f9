import VoiceCore

/// Callers and agents.
extension CallCentre {
  /// The caller has waited long enough, or has nothing more to say.
  func giveUp(_ number: Int) async throws {
    guard calls[number].leg != .over else { return }
    tell("hangs up", of: number)
    let hadSession = calls[number].session != nil
    let turn = calls[number].turn
    if calls[number].leg == .dialling || calls[number].leg == .ringing {
      send(.dialResult(.noAnswer, turn: turn), of: number)
    } else if calls[number].leg == .talking {
      send(.dialResult(.answered, turn: turn), of: number)
    }
    let cause: Ending.Cause = calls[number].leg == .announced && calls[number].streams == 0 ? .unanswered : .hungUp
    endLeg(of: number, cause)
    // The stream says it at once; the status callback is the second word.
    if hadSession, let place = calls[number].place {
      do {
        _ = try await desk.end(.id(place.call), of: place.tenant, because: .hungUp)
      } catch StoreFailure.unavailable {
        tell("the session can't store the end", of: number)
      }
    }
  }

  /// An agent's phone rings: busy at once when none is free.
  func ring(_ number: Int) {
    let answer = calls[number].plan.answer
    let tenant = calls[number].plan.tenant % plan.tenants
    calls[number].leg = .dialling
    tell("rings an agent", of: number)
    guard freeAgents[tenant] > 0 else { return refuse(number, .busy) }
    guard answer.outcome == .answered else { return refuse(number, answer.outcome, after: answer.ringing) }
    plan(.agentPicksUp(number), in: answer.ringing)
  }

  func pickUp(_ number: Int) {
    let tenant = calls[number].plan.tenant % plan.tenants
    guard calls[number].leg == .dialling else { return }
    guard freeAgents[tenant] > 0 else { return refuse(number, .noAnswer) }
    freeAgents[tenant] -= 1
    calls[number].leg = .talking
    calls[number].talksSince = now
    tell("talks with an agent", of: number)
    plan(.talkEnds(number), in: calls[number].plan.answer.talk)
  }

  func endTalk(of number: Int) {
    guard calls[number].leg == .talking else { return }
    freeAgent(of: number)
    tell("the agent hangs up", of: number, desk: calls[number].desks.first)
    hangUpDesks(of: number)
    calls[number].leg = .asking
    send(.dialResult(.answered, turn: calls[number].turn), of: number)
  }

  /// Whoever talked with this caller is free again.
  func freeAgent(of number: Int) {
    guard let since = calls[number].talksSince else { return }
    calls[number].talksSince = nil
    talked += now - since
    // Whose telephone stands on a desk is no nameless agent.
    if calls[number].desks.isEmpty { freeAgents[calls[number].plan.tenant % plan.tenants] += 1 }
  }

  private func refuse(_ number: Int, _ outcome: Transfer.Outcome, after span: Duration = .zero) {
    calls[number].leg = .asking
    let letter = Letter(
      kind: .dialResult(outcome, turn: calls[number].turn), errand: calls[number].errand)
    if span == .zero { send(letter.kind, of: number) } else { plan(.arrives(number, letter), in: span) }
  }
}
