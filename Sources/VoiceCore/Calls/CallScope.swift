/// Reads calls and what remains of them.
public protocol CallSnapshot: Sendable {
  /// One call.
  func call(_ id: Call.ID) async throws(StoreFailure) -> Call?
  /// The call that the carrier names so.
  func call(_ carrierID: CarrierCallID) async throws(StoreFailure) -> Call?
  /// Calls, newest first (ties: higher id first), from just after the cursor.
  func calls(after cursor: CallCursor?, limit: Int) async throws(StoreFailure) -> [Call]
  /// Calls that are in a department (`Call.department`), in the same order.
  func calls(in department: Department.ID, after cursor: CallCursor?, limit: Int) async throws(StoreFailure) -> [Call]
  /// The record of a call that ended.
  func detailRecord(of call: Call.ID) async throws(StoreFailure) -> CallDetailRecord?
  /// What happened, by ordinal.
  func facts(of call: Call.ID) async throws(StoreFailure) -> [RecordedFact]
  /// What the world hasn't confirmed, by ordinal.
  func pendingIntentions(of call: Call.ID) async throws(StoreFailure) -> [PendingIntention]
  /// One of these.
  func pendingIntention(_ ordinal: Int, of call: Call.ID) async throws(StoreFailure) -> PendingIntention?
  /// Those of all calls, by call and ordinal, from just after one.
  func pendingIntentions(after last: PendingIntention?, limit: Int) async throws(StoreFailure) -> [PendingIntention]
  /// Who has a call; `nil` when it is over.
  func liveCall(_ call: Call.ID) async throws(StoreFailure) -> LiveCall?
  /// Calls that run, by id, from just after one.
  func liveCalls(after last: Call.ID?, limit: Int) async throws(StoreFailure) -> [LiveCall]
  /// What was said, in order.
  func transcript(of call: Call.ID) async throws(StoreFailure) -> [Utterance]
  /// The last so many things that were said, in order.
  func transcript(of call: Call.ID, last count: Int) async throws(StoreFailure) -> [Utterance]
}

/// Writes calls.
public protocol CallScope: CallSnapshot {
  /// Keeps a call with the facts that led to it and the intentions that follow, numbered by the store without gaps.
  /// The commit throws `.taken(.carrierCall)` when another call of the tenant has the carrier's name.
  func save(_ call: Call, facts: [Call.Fact], intentions: [Call.Intention], at moment: Timestamp)
    async throws(StoreFailure)
  /// Keeps the record of a call that ended. A second one for the same call throws `.taken(.detailRecord)`.
  func save(_ record: CallDetailRecord) async throws(StoreFailure)
  /// The world has confirmed this intention; one that isn't pending is no error.
  func settle(_ intention: PendingIntention) async throws(StoreFailure)
  /// Keeps what was tried for an intention.
  func save(_ intention: PendingIntention) async throws(StoreFailure)
  /// Keeps who has a call.
  func save(_ live: LiveCall) async throws(StoreFailure)
  /// The call is over; nobody has it any more.
  func removeLiveCall(_ call: Call.ID) async throws(StoreFailure)
  /// Puts these in place of the last ones of the transcript, as many as they are; it doesn't grow by it.
  func revise(last utterances: [Utterance], of call: Call.ID) async throws(StoreFailure)
  /// Adds to the transcript.
  func append(_ utterances: [Utterance], to call: Call.ID) async throws(StoreFailure)
}
