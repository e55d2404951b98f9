/// `<Dial>`: ringing somebody, connecting the caller, and what follows.
extension CarrierCall {
  mutating func dial(_ dial: TwiMLDial, at now: Duration) throws(TwiMLRefusal) -> Next {
    if let party = dial.parties.first, party.noun == .conference { return try confer(dial, in: party, at: now) }
    if !(dial.answersOnBridge && isFirstVerb) { answer(at: now) }
    let action = try dial.action.map { target throws(TwiMLRefusal) in try resolve(target) }
    var legs: [Ringing.Leg] = []
    for party in dial.parties {
      let callback = try party.statusCallback.map { target throws(TwiMLRefusal) in try resolve(target) }
      legs.append(
        Ringing.Leg(
          party: party, sid: CarrierID.random("CA"), callerIDSeen: callerIDSeen(by: party, of: dial, at: now),
          callee: plan.callees[party.address] ?? plan.otherCallees, statusCallback: callback))
    }
    let ringing = Ringing(dial: dial, action: action, legs: legs)
    awaiting = .ringing(ringing)
    return Next(
      notices: legs.flatMap { notice("initiated", $0, 0, at: now) + notice("ringing", $0, 1, at: now) },
      step: .hold(Hold(sound: .prompt, duration: ringing.duration)))
  }

  /// The ringing is over: somebody picked up, or nobody did.
  mutating func rang(_ ringing: Ringing, at now: Duration) throws(TwiMLRefusal) -> Next {
    guard let winner = ringing.winner else {
      let notices = settle(ringing, at: now)
      return try dialled(ringing, ringing.failure, duration: nil, notices: notices, at: now)
    }
    let leg = ringing.legs[winner.index]
    let notices = notice("in-progress", leg, 2, at: now)
    guard let whisper = leg.party.whisper else { return bridge(ringing, winner.talks, notices: notices, at: now) }
    let webhook = Webhook(.whisper, try resolve(whisper), fields(of: leg, status: "in-progress"))
    awaiting = .asking(ringing, webhook)
    return Next(notices: notices, step: .request(webhook))
  }

  /// The two are joined.
  mutating func bridge(_ ringing: Ringing, _ talks: Duration, notices: [Webhook] = [], at now: Duration) -> Next {
    answer(at: now)
    var bridged = ringing
    bridged.bridgedAt = now
    awaiting = .bridged(bridged)
    return Next(
      notices: notices,
      step: .hold(Hold(sound: .silence, duration: min(talks, .seconds(ringing.dial.timeLimitSeconds)))))
  }

  /// Who picked up didn't take the caller. That the dial counts as completed then, and not bridged, is from general knowledge.
  mutating func declined(_ ringing: Ringing, at now: Duration) throws(TwiMLRefusal) -> Next {
    try dialled(ringing, .completed, duration: nil, notices: settle(ringing, at: now), at: now)
  }

  mutating func calleeHungUp(_ ringing: Ringing, at now: Duration) throws(TwiMLRefusal) -> Next {
    let notices = settle(ringing, at: now)
    let talked = now - (ringing.bridgedAt ?? now)
    return try dialled(ringing, .completed, duration: talked, notices: notices, at: now)
  }

  /// Whoever picked up is on their own from now on. Source: that the dial is over for its parent then is from general
  /// knowledge.
  mutating func legLeft(_ ringing: Ringing, at now: Duration) throws(TwiMLRefusal) -> Next {
    let sid = ringing.winner.map { ringing.legs[$0.index].sid }
    let notices = settle(ringing, at: now).filter { notice in
      !notice.fields.contains { $0.name == "CallSid" && $0.value == sid }
    }
    return try dialled(ringing, .completed, duration: nil, notices: notices, at: now)
  }

  /// Notes what became of each leg; the answer is what to tell about it.
  mutating func settle(_ ringing: Ringing, at now: Duration, isAbandoned: Bool = false) -> [Webhook] {
    var notices: [Webhook] = []
    for (index, leg) in ringing.legs.enumerated() {
      let result = isAbandoned && ringing.bridgedAt == nil ? .canceled : ringing.result(of: index)
      note(
        .dialled(DialledLeg(address: leg.party.address, callerIDSeen: leg.callerIDSeen, result: result)), at: now)
      let talked = result == .completed ? now - (ringing.bridgedAt ?? now) : .zero
      notices += notice(result.rawValue, leg, 3, talked: talked, at: now)
    }
    return notices
  }

  /// What the dial's action is told.
  func dialFields(_ ringing: Ringing, _ result: DialledLeg.Result, duration: Duration?) -> [FormField] {
    var fields = [FormField("DialCallStatus", result.rawValue)]
    if let leg = ringing.winner.map({ ringing.legs[$0.index] }) ?? ringing.legs.first {
      fields.append(FormField("DialCallSid", leg.sid))
    }
    if let duration { fields.append(FormField("DialCallDuration", "\(Self.seconds(duration))")) }
    fields.append(FormField("DialBridged", duration == nil ? "false" : "true"))
    return fields
  }

  private mutating func dialled(
    _ ringing: Ringing, _ result: DialledLeg.Result, duration: Duration?, notices: [Webhook], at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    if let action = ringing.action {
      return request(.dialAction, action, dialFields(ringing, result, duration: duration), notices: notices)
    }
    var next = try proceed(at: now)
    next.notices = notices + next.notices
    return next
  }

  /// The caller's number unless the document names another that it may name.
  private mutating func callerIDSeen(by party: TwiMLDial.Party, of dial: TwiMLDial, at now: Duration) -> String {
    guard let wanted = dial.callerID else { return identity.from }
    let isLegal =
      switch party.noun {
      case .number: wanted == identity.from || wanted == identity.to || plan.ownNumbers.contains(wanted)
      case .sip: !wanted.isEmpty && wanted.allSatisfy { $0.isLetter || $0.isNumber || "+-_.".contains($0) }
      case .client, .queue, .conference: true
      }
    if isLegal { return wanted }
    note(.violated(CarrierViolation(13214, "callerId is neither of the call nor of the account")), at: now)
    return identity.from
  }

  private func notice(
    _ status: String, _ leg: Ringing.Leg, _ sequence: Int, talked: Duration? = nil, at now: Duration
  ) -> [Webhook] {
    let events = ["initiated": "initiated", "ringing": "ringing", "in-progress": "answered"]
    guard let callback = leg.statusCallback, leg.party.statusEvents.contains(events[status] ?? "completed") else {
      return []
    }
    var fields =
      fields(of: leg, status: status) + [
        FormField("CallbackSource", "call-progress-events"), FormField("SequenceNumber", "\(sequence)"),
        FormField("Timestamp", timestamp(now)),
      ]
    if let talked {
      let seconds = Self.seconds(talked)
      fields += [FormField("CallDuration", "\(seconds)"), FormField("Duration", "\((seconds + 59) / 60)")]
    }
    return [Webhook(.legStatus, callback, fields)]
  }

  /// The parameters of a dialled leg.
  func fields(of leg: Ringing.Leg, status: String) -> [FormField] {
    [
      FormField("AccountSid", identity.accountSid), FormField("ApiVersion", "2010-04-01"),
      FormField("CallSid", leg.sid), FormField("ParentCallSid", identity.callSid),
      FormField("From", leg.callerIDSeen), FormField("Caller", leg.callerIDSeen),
      FormField("To", leg.party.address), FormField("Called", leg.party.address),
      FormField("Direction", "outbound-dial"), FormField("CallStatus", status),
    ]
  }

  func timestamp(_ now: Duration) -> String {
    CarrierTime.rfc2822(secondsSince1970: plan.startedAt + Int(now.components.seconds))
  }
}
