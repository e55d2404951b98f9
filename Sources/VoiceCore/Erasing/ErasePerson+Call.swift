extension ErasePerson.Page {
  /// Takes out what tells of the caller of a call that is over, and keeps the call.
  mutating func erase(_ ended: Call) async throws(StoreFailure) {
    let call = try await giveUpCallBack(of: ended)
    try await scope.save(call.withheld, facts: [], intentions: [], at: now)
    count(in: .calls)
    if let record = try await scope.detailRecord(of: call.id) {
      try await scope.replace(record.withheld)
      count(in: .detailRecords)
    }
    count(try await scope.removeTranscript(of: call.id), in: .utterances)
    if let left = try await scope.callerNotes(of: call.id) {
      try await scope.removeCallerNotes(of: call.id)
      count(left.notes.count, in: .callerNotes)
    }
    if let review = try await scope.spamReview(of: call.id) {
      try await scope.save(review.withheld)
      count(in: .spamReviews)
    }
    let message = Voicemail.ID(of: call.id)
    if try await scope.voicemail(message) != nil {
      try await scope.removeVoicemail(message)
      count(in: .voicemails)
    }
    for id in [Recording.ID(of: call.id), Recording.ID(of: message)] { try await remove(id) }
  }

  /// Nobody is called back any more. The log says that they left the queue; the call as it is then.
  private mutating func giveUpCallBack(of call: Call) async throws(StoreFailure) -> Call {
    var left = call
    for pending in try await scope.pendingIntentions(of: call.id) {
      guard case .callBack(let department) = pending.intention else { continue }
      if try await scope.waitingRow(of: call.id, in: department) != nil { count(in: .waitingCallers) }
      left = try await scope.leaveQueue(of: department, as: .abandoned, left, at: now)
      try await scope.settle(pending)
      count(in: .intentions)
    }
    return left
  }

  /// The sound goes: whoever attends to recordings deletes it, here and at the carrier.
  private mutating func remove(_ id: Recording.ID) async throws(StoreFailure) {
    guard let recording = try await scope.recording(id) else { return }
    let removed = try await scope.commit(recording.decideErased(), to: recording, at: now)
    if !removed.isGone {
      // What the carrier was to keep a while longer goes now, too.
      if removed == recording { try await scope.save(removed.restedUntil(now)) }
      wait(for: id)
    }
    count(in: .recordings)
  }
}
