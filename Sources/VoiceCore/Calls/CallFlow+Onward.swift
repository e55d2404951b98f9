extension CallFlow {
  /// What the carrier does for a call at the stop where it is: the same, however often it asks.
  /// - Parameter lap: how often who waits has asked so far.
  func onward(for call: Call, lap: Int = 0) async throws(StoreFailure) -> Onward {
    guard let tenant = try await scope.tenant()?.id else { throw .notFound }
    let (act, words) = try await act(for: call, lap: lap)
    return Onward(
      act: act, notice: try await notice(before: act, of: call), words: words,
      place: CallPlace(tenant: tenant, call: call.id), turn: call.course?.turn ?? 0,
      showing: call.shown,
      manner: call.course?.asking == nil ? .cold : .warm,
      callBackKey: try await callBackOffer(to: call) == nil ? nil : CallBack.key)
  }

  /// Where somebody will speak with the caller, a recording may be wanted.
  private func notice(before act: Onward.Act, of call: Call) async throws(StoreFailure) -> Onward.Words? {
    switch act {
    case .ring, .dial, .hold: return try await scope.recordingNotice(for: call, at: now)
    // They are being talked with already.
    case .confer, .record, .hangUp: return nil
    }
  }

  private func act(for call: Call, lap: Int) async throws(StoreFailure) -> (Onward.Act, Onward.Words?) {
    let spoken = call.conversation.spoken
    guard !call.hasEnded, let course = call.course else { return (.hangUp, nil) }
    switch course.stop {
    case .ringing(let ring): return (.ring(ring.agents, for: ring.plan.ringTime), nil)
    case .number(let number): return (.dial(number, for: Onward.numberRingTime), nil)
    case .conference: return (.confer(ConferenceRoom(of: call.id, at: course.turn)), nil)
    case .waiting(let department):
      return (.hold(again: Onward.lapTime), try await words(ofLap: lap, in: department, for: call))
    case .voicemail(let department): return (.record, try await greeting(of: department, in: spoken))
    case .farewell:
      return (.hangUp, Onward.Words(call.callBackFrom == nil ? .goodbye : .callBackPromised, for: spoken.ofPrompts))
    case .receptionist, .done: return (.hangUp, nil)
    }
  }

  private func words(ofLap lap: Int, in department: Department.ID, for call: Call) async throws(StoreFailure)
    -> Onward.Words?
  {
    guard lap % Onward.lapsPerAnnouncement == 0 else { return nil }
    let language = call.conversation.spoken.ofPrompts
    let limit = CallQueue.maximumLength
    guard let place = try await scope.position(of: call.id, in: department, limit: limit) else {
      return Onward.Words(.stillWaiting, for: language)
    }
    let wait = try await scope.queueHead(of: department).rate.wait(atPlace: place, at: now)
    let words = Onward.Words(.place(place, minutes: wait.map(ServiceRate.minutes)), for: language)
    guard try await callBackOffer(to: call) != nil else { return words }
    return Onward.Words("\(words.text) \(Phrase.callBackOffer.text(in: language))", in: words.language)
  }

  /// The department's own words in the caller's language, or ours with its name.
  private func greeting(of id: Department.ID?, in spoken: SpokenLanguage) async throws(StoreFailure) -> Onward.Words {
    let department: Department? = if let id { try await scope.department(id) } else { nil }
    if let own = department?.greetings[spoken.language] { return Onward.Words(own.text, in: own.language) }
    let company = try await scope.tenant()?.name ?? ""
    return Onward.Words(.leaveMessage(forWhom: department?.name ?? company), for: spoken.ofPrompts)
  }
}

extension Call {
  /// Whose number whoever is rung for it sees, where it isn't the one that the line bears by itself (property 8).
  var shown: PhoneNumber? { direction == .outbound ? caller.number : nil }
}
