extension TenantScope {
  /// Applies facts to a recording and keeps it with those that changed it; they stand in its call's log. Returns it as it is then.
  @discardableResult
  func commit(
    _ facts: [Recording.Fact], to recording: Recording, at moment: Timestamp
  ) async throws(StoreFailure) -> Recording {
    var changed = recording
    var told: [Recording.Fact] = []
    for fact in facts {
      let before = changed
      changed.evolve(fact, at: moment)
      if changed != before || fact == .wanted { told.append(fact) }
    }
    guard !told.isEmpty else { return recording }
    try await save(changed)
    if let call = try await call(recording.call) {
      let facts =
        switch recording.kind {
        case .call: told.map(Call.Fact.recording)
        case .message: told.map(Call.Fact.message)
        }
      try await save(call, facts: facts, intentions: [], at: moment)
    }
    if recording.kind == .message, var message = try await voicemail(Voicemail.ID(of: recording.call)) {
      (message.audio, message.duration) = (Voicemail.Audio(changed.stage), changed.duration)
      try await save(message)
    }
    return changed
  }

  /// What a caller must be told before the call goes on: that it is recorded from now on. Wants the recording, where the company
  /// or the call's department does; bars one while it is where none is wanted.
  func recordingNotice(for call: Call, at moment: Timestamp) async throws(StoreFailure) -> Onward.Words? {
    // The carrier records, and has no part in an app's call.
    guard !call.hasEnded, !call.carrierID.isApp else { return nil }
    let rule = try await recordingRule(for: call)
    if rule == .never, call.course == nil { return nil }
    guard var known = try await recording(Recording.ID(of: call.id)) else {
      guard rule == .always else { return nil }
      try await commit([.wanted, .announced], to: Recording(of: call, at: moment), at: moment)
      return Onward.Words(.recorded, for: call.conversation.spoken.ofPrompts)
    }
    if known.department != call.department {
      known.department = call.department
      try await save(known)
    }
    guard rule == .always else {
      try await commit(known.decideBarred(), to: known, at: moment)
      return nil
    }
    if case let facts = known.decideAllowed(), !facts.isEmpty {
      try await commit(facts, to: known, at: moment)
      return Onward.Words(.recorded, for: call.conversation.spoken.ofPrompts)
    }
    // It is said until it has begun: the carrier asks again when an answer of ours was lost.
    guard known.stage == .wanted else { return nil }
    return Onward.Words(.recorded, for: call.conversation.spoken.ofPrompts)
  }

  /// The caller listens to a receptionist, so they have heard what came before. Whether a recording is to begin now.
  func isRecordingToBegin(of call: Call, at moment: Timestamp) async throws(StoreFailure) -> Bool {
    guard let known = try await recording(Recording.ID(of: call.id)), known.stage == .wanted,
      known.announcedAt != nil
    else { return false }
    try await commit([.heard], to: known, at: moment)
    return true
  }

  private func recordingRule(for call: Call) async throws(StoreFailure) -> RecordingRule {
    if let department = call.department, let own = try await departmentRoute(department)?.recording { return own }
    return try await tenant()?.settings.recording.rule ?? .never
  }
}

extension Voicemail.Audio {
  /// How it stands with a message's sound.
  fileprivate init(_ stage: Recording.Stage) {
    switch stage {
    case .kept: self = .ready
    case .absent, .expired: self = .absent
    case .wanted, .running, .paused, .finished: self = .awaited
    }
  }
}
