import VoiceCore

/// What every scope reads, each in terms of tables.
extension RowView {
  func tenant() async throws(StoreFailure) -> Tenant? { try await find(.key([]), in: Tables.tenants) }
  func billingAccount() async throws(StoreFailure) -> BillingAccount? {
    try await find(.key([]), in: Tables.billingAccounts)
  }
  func creditEntries(before number: Int?, limit: Int) async throws(StoreFailure) -> [CreditEntry] {
    let after = number.map { [Part.integer(Int64($0))] }
    return try await list(.init(after: after, isDescending: true, limit: limit), in: Tables.creditEntries)
  }

  func user(_ email: EmailAddress) async throws(StoreFailure) -> User? {
    try await find(.unique(index: "users_by_email", [codec.email(email)]), in: Tables.users)
  }
  func user(_ id: User.ID) async throws(StoreFailure) -> User? { try await find(.key([.id(id)]), in: Tables.users) }
  func users(after cursor: User.ID?, limit: Int) async throws(StoreFailure) -> [User] {
    try await list(.init(after: cursor.map { [.id($0)] }, limit: limit), in: Tables.users)
  }
  func users(in role: Role, limit: Int) async throws(StoreFailure) -> [User] {
    try await list(.init(index: "users_by_role", prefix: [codec.role(role)], limit: limit), in: Tables.users)
  }

  func session(_ family: TokenDigest) async throws(StoreFailure) -> Session? {
    try await find(.key([codec.digest(family)]), in: Tables.sessions)
  }
  func sessions(of user: User.ID) async throws(StoreFailure) -> [Session] {
    try await list(.init(index: "sessions_by_user", prefix: [.id(user)]), in: Tables.sessions)
  }

  func apiKey(_ digest: TokenDigest) async throws(StoreFailure) -> APIKey? {
    try await find(.unique(index: "api_keys_by_digest", [codec.digest(digest)]), in: Tables.apiKeys)
  }
  func apiKey(_ id: APIKey.ID) async throws(StoreFailure) -> APIKey? {
    try await find(.key([.id(id)]), in: Tables.apiKeys)
  }
  func apiKeys() async throws(StoreFailure) -> [APIKey] { try await list(.init(), in: Tables.apiKeys) }

  func departments(of user: User.ID) async throws(StoreFailure) -> [Department.ID] {
    try await list(.init(prefix: [.id(user)]), in: Tables.memberships).map(\.department)
  }
  func members(of department: Department.ID) async throws(StoreFailure) -> [User.ID] {
    try await list(.init(index: "memberships_by_department", prefix: [.id(department)]), in: Tables.memberships)
      .map(\.user)
  }

  func keptAnswer(at place: TokenDigest) async throws(StoreFailure) -> KeptAnswer? {
    try await find(.key([codec.digest(place)]), in: Tables.keptAnswers)
  }
  func keptAnswers(limit: Int) async throws(StoreFailure) -> [KeptAnswer] {
    try await list(.init(index: "kept_answers_by_age", limit: limit), in: Tables.keptAnswers)
  }
  func memberships(after last: Membership?, limit: Int) async throws(StoreFailure) -> [Membership] {
    try await list(
      .init(after: last.map { [.id($0.user), .id($0.department)] }, limit: limit), in: Tables.memberships)
  }

  func queue(of department: Department.ID) async throws(StoreFailure) -> CallQueue {
    try await find(.key([.id(department)]), in: Tables.queues) ?? CallQueue(department: department)
  }
}

extension RowView {
  func call(_ id: Call.ID) async throws(StoreFailure) -> Call? { try await numbered(id)?.call }
  func call(_ carrierID: CarrierCallID) async throws(StoreFailure) -> Call? {
    try await find(.unique(index: "calls_by_carrier", [codec.carrierCall(carrierID)]), in: Tables.calls)?.call
  }
  func calls(after cursor: CallCursor?, limit: Int) async throws(StoreFailure) -> [Call] {
    let after = cursor.map { [Part.integer($0.startedAt.microseconds), .id($0.call)] }
    let stretch = RowQuery.Stretch(index: "calls_by_age", after: after, isDescending: true, limit: limit)
    return try await list(stretch, in: Tables.calls).map(\.call)
  }
  func calls(
    in department: Department.ID, after cursor: CallCursor?, limit: Int
  ) async throws(StoreFailure) -> [Call] {
    let after = cursor.map { [Part.id(department), .integer($0.startedAt.microseconds), .id($0.call)] }
    let stretch = RowQuery.Stretch(
      index: "calls_by_department", prefix: [.id(department)], after: after, isDescending: true, limit: limit)
    return try await list(stretch, in: Tables.calls).map(\.call)
  }
  func detailRecord(of call: Call.ID) async throws(StoreFailure) -> CallDetailRecord? {
    try await find(.key([.id(call)]), in: Tables.detailRecords)
  }
  func facts(of call: Call.ID) async throws(StoreFailure) -> [RecordedFact] {
    try await guardOrdinals(of: call)
    return try await list(.init(prefix: [.id(call)]), in: Tables.facts)
  }
  func pendingIntentions(of call: Call.ID) async throws(StoreFailure) -> [PendingIntention] {
    try await guardOrdinals(of: call)
    return try await list(.init(prefix: [.id(call)]), in: Tables.intentions)
  }
  func pendingIntention(_ ordinal: Int, of call: Call.ID) async throws(StoreFailure) -> PendingIntention? {
    try await find(.key([.id(call), .integer(Int64(ordinal))]), in: Tables.intentions)
  }
  func pendingIntentions(
    after last: PendingIntention?, limit: Int
  ) async throws(StoreFailure) -> [PendingIntention] {
    let after = last.map { [Part.id($0.call), .integer(Int64($0.ordinal))] }
    return try await list(.init(after: after, limit: limit), in: Tables.intentions)
  }
  func liveCall(_ call: Call.ID) async throws(StoreFailure) -> LiveCall? {
    try await find(.key([.id(call)]), in: Tables.liveCalls)
  }
  func liveCalls(after last: Call.ID?, limit: Int) async throws(StoreFailure) -> [LiveCall] {
    try await list(.init(after: last.map { [.id($0)] }, limit: limit), in: Tables.liveCalls)
  }
  func transcript(of call: Call.ID) async throws(StoreFailure) -> [Utterance] {
    try await list(.init(prefix: [.id(call)]), in: Tables.utterances).map(\.utterance)
  }
  func transcript(of call: Call.ID, last count: Int) async throws(StoreFailure) -> [Utterance] {
    try await spoken(in: call, last: count).map(\.utterance)
  }

  /// The last places of a transcript, in order.
  func spoken(in call: Call.ID, last count: Int) async throws(StoreFailure) -> [SpokenUtterance] {
    let stretch = RowQuery.Stretch(prefix: [.id(call)], isDescending: true, limit: count)
    return try await list(stretch, in: Tables.utterances).reversed()
  }

  /// The call with its counts.
  func numbered(_ id: Call.ID) async throws(StoreFailure) -> NumberedCall? {
    try await find(.key([.id(id)]), in: Tables.calls)
  }

  /// A body may act on the ordinals that it is shown: in a unit of work the call is therefore guarded.
  private func guardOrdinals(of call: Call.ID) async throws(StoreFailure) {
    if self is UnitOfWork { _ = try await numbered(call) }
  }
}
