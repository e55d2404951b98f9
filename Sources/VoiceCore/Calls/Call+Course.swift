extension Call {
  /// Routing sent it somewhere else than to the receptionist.
  var isBesideReceptionist: Bool { course.map { $0.stop != .receptionist } ?? false }

  /// Routing chose the next stop. A caller who hears something of ours there is answered by it.
  func decide(routed next: CallCourse, because reasons: [RoutingDecision.Reason], at moment: Timestamp) -> Decision {
    guard !hasEnded else { return .nothing }
    var facts: [Fact] = []
    switch next.stop {
    case .waiting, .voicemail, .farewell: if answeredAt == nil { facts.append(.answered(at: moment)) }
    case .receptionist, .ringing, .number, .conference, .done: break
    }
    // Whoever ends up there wasn't taken by anybody.
    switch next.stop {
    case .voicemail, .farewell:
      if let transfer, transfer.outcome == nil { facts.append(.transferFinished(.noAnswer)) }
    default: break
    }
    facts.append(.routed(next, reasons))
    return Decision(facts: facts)
  }

  /// An agent took the call.
  func decide(takenBy agent: Agent.ID, at moment: Timestamp) -> Decision {
    guard !hasEnded, let ring = course?.ring, ring.answeredBy == nil, ring.agents.contains(agent) else {
      return .nothing
    }
    return Decision(facts: (answeredAt == nil ? [.answered(at: moment)] : []) + [.taken(by: agent)])
  }

  /// Somebody who is no agent was asked, and takes the caller.
  func decideAccepted() -> Decision {
    guard !hasEnded, let course, case .number = course.stop, let asking = course.asking, !asking.isAccepted else {
      return .nothing
    }
    return Decision(facts: [.accepted])
  }

  /// The carrier says on which line whoever has the caller at this stop is.
  func decide(reachedOn leg: CarrierCallID) -> Decision {
    guard !hasEnded, let course, course.leg == nil else { return .nothing }
    return Decision(facts: [.reached(leg)])
  }

  /// Somebody of ours who talks with the caller; `nil` where nobody does, or the carrier hasn't told on which line.
  var host: Conference.Seat? {
    guard !hasEnded, let course, let leg = course.leg else { return nil }
    switch course.stop {
    case .ringing(let ring): return ring.answeredBy.map { Conference.Seat(.agent($0), on: leg) }
    case .number(let number) where course.asking?.isAccepted ?? true: return Conference.Seat(.number(number), on: leg)
    case .number, .conference, .receptionist, .waiting, .voicemail, .farewell, .done: return nil
    }
  }

  /// Somebody answered and the two have talked; nothing is left to do.
  func decide(answeredAtStop moment: Timestamp) -> Decision {
    guard !hasEnded, let course, course.stop != .done else { return .nothing }
    return Decision(facts: (answeredAt == nil ? [.answered(at: moment)] : []) + [.transferFinished(.answered)])
  }

  /// Somebody takes the call away from the receptionist. Nothing when it is being handed over already, or when the caller is at a
  /// browser or app, who can't be put through.
  func decide(
    sentTo target: RoutingTarget, because reason: TransferReason, _ manner: Transfer.Manner = .cold
  ) -> Decision {
    guard !hasEnded, status == .inProgress, transfer == nil, conversation.phase == .assisting, !carrierID.isApp else {
      return .nothing
    }
    let department: Department.ID? =
      switch target {
      case .department(let id), .queue(let id), .voicemail(let id?): id
      case .agent, .voicemail, .outside, .receptionist, .farewell: nil
      }
    let transfer = Transfer(reason: reason, department: department, target: target, manner: manner)
    return Decision(
      facts: [.conversation(.handedOver(reason)), .transferStarted(transfer)],
      intentions: [.transfer(transfer), .redirect])
  }

  /// The caller dialled an extension while the receptionist talked (property 9). Nothing when the call is being handed over
  /// already.
  func decide(dialled number: Extension, of owner: ExtensionDirectory.Owner) -> Decision {
    guard !hasEnded, status == .inProgress, transfer == nil, conversation.phase == .assisting else { return .nothing }
    let transfer =
      switch owner {
      case .agent(let id): Transfer(reason: .callerWish, target: .agent(id), dialled: number)
      case .department(let id):
        Transfer(reason: .callerWish, department: id, target: .department(id), dialled: number)
      }
    return Decision(
      facts: [.conversation(.handedOver(.callerWish)), .transferStarted(transfer)], intentions: [.transfer(transfer)])
  }

  /// The caller left a message. One that is told after the call's end is kept all the same.
  func decide(left voicemail: Voicemail) -> Decision {
    Decision(facts: [.voicemailLeft(voicemail.id, voicemail.department)])
  }
}
