import VoiceCore

/// What every scope reads of the rules against spam.
extension RowView {
  func screeningRevision() async throws(StoreFailure) -> ScreeningRevision {
    try await find(.key([]), in: Tables.screeningRevisions) ?? ScreeningRevision()
  }

  func spamRules() async throws(StoreFailure) -> [SpamRule] { try await list(.init(), in: Tables.spamRules) }
  func spamRules(after cursor: SpamRule.ID?, limit: Int) async throws(StoreFailure) -> [SpamRule] {
    try await list(.init(after: cursor.map { [.id($0)] }, limit: limit), in: Tables.spamRules)
  }
  func spamRule(_ id: SpamRule.ID) async throws(StoreFailure) -> SpamRule? {
    try await find(.key([.id(id)]), in: Tables.spamRules)
  }

  func allowList() async throws(StoreFailure) -> Set<PhoneNumber> {
    Set(try await list(.init(), in: Tables.allowedNumbers).map(\.number))
  }
  func allowedNumbers(after cursor: AllowedNumber.ID?, limit: Int) async throws(StoreFailure) -> [AllowedNumber] {
    // Names are unique, so that nothing of a name comes after it but its own row, which is the one that was shown.
    let after = cursor.map { [Part.id($0), .bytes(Self.highest)] }
    return try await list(.init(index: "allow_list_by_id", after: after, limit: limit), in: Tables.allowedNumbers)
  }
  func allowedNumber(_ id: AllowedNumber.ID) async throws(StoreFailure) -> AllowedNumber? {
    try await list(.init(index: "allow_list_by_id", prefix: [.id(id)], limit: 1), in: Tables.allowedNumbers).first
  }
  func allowedNumber(for number: PhoneNumber) async throws(StoreFailure) -> AllowedNumber? {
    try await find(.key([codec.allowed(number)]), in: Tables.allowedNumbers)
  }

  func callerTrack(of number: PhoneNumber) async throws(StoreFailure) -> CallerTrack? {
    try await find(.key([codec.tracked(number)]), in: Tables.callerTracks)
  }
  func callerTracks(before moment: Timestamp, limit: Int) async throws(StoreFailure) -> [CallerTrack] {
    try await list(.init(index: "caller_tracks_by_age", limit: limit), in: Tables.callerTracks).filter {
      $0.isStale(at: moment + CallerTrack.span)
    }
  }

  func spamReport(_ id: SpamReport.ID) async throws(StoreFailure) -> SpamReport? {
    try await find(.key([.id(id)]), in: Tables.spamReports)
  }
  func spamReports(after cursor: SpamReport.ID?, limit: Int) async throws(StoreFailure) -> [SpamReport] {
    try await list(.init(after: cursor.map { [.id($0)] }, limit: limit), in: Tables.spamReports)
  }

  func spamReview(of call: Call.ID) async throws(StoreFailure) -> SpamReview? {
    try await find(.key([.id(call)]), in: Tables.spamReviews)
  }
  func spamReviews(
    _ state: SpamReview.State, after cursor: Call.ID?, limit: Int
  ) async throws(StoreFailure) -> [SpamReview] {
    let part = Tables.part(of: state)
    return try await list(
      .init(index: "spam_reviews_by_state", prefix: [part], after: cursor.map { [part, .id($0)] }, limit: limit),
      in: Tables.spamReviews)
  }

  /// No key is longer: blinded ones have 32 bytes, plain ones begin with `+`.
  private static var highest: [UInt8] { Array(repeating: 0xFF, count: 64) }
}

/// Rules and allow-list change together with their revision.
extension UnitOfWork {
  func save(_ rule: SpamRule) async throws(StoreFailure) {
    let former = try await spamRule(rule.id)
    guard former != rule else { return }
    try await revise { $0.replace(former, by: rule) }
    try put(rule, in: Tables.spamRules)
  }

  func removeSpamRule(_ id: SpamRule.ID) async throws(StoreFailure) {
    guard let former = try await spamRule(id) else { return }
    try await revise { $0.replace(former, by: nil) }
    try delete([.id(id)], in: Tables.spamRules.schema)
  }

  func allow(_ number: PhoneNumber, as id: AllowedNumber.ID) async throws(StoreFailure) {
    guard try await allowedNumber(for: number) == nil else { return }
    try await revise { $0.changeAllowed(by: 1) }
    try put(AllowedNumber(id: id, number: number), in: Tables.allowedNumbers)
  }

  func disallow(_ number: PhoneNumber) async throws(StoreFailure) {
    guard try await allowedNumber(for: number) != nil else { return }
    try await revise { $0.changeAllowed(by: -1) }
    try delete([codec.allowed(number)], in: Tables.allowedNumbers.schema)
  }

  private func revise(_ change: (inout ScreeningRevision) -> Void) async throws(StoreFailure) {
    var revision = try await screeningRevision()
    change(&revision)
    try put(revision, in: Tables.screeningRevisions)
  }

  func save(_ track: CallerTrack) async throws(StoreFailure) { try put(track, in: Tables.callerTracks) }
  func remove(_ track: CallerTrack) async throws(StoreFailure) {
    try delete([codec.tracked(track.number)], in: Tables.callerTracks.schema)
  }
  func save(_ report: SpamReport) async throws(StoreFailure) { try put(report, in: Tables.spamReports) }
  func save(_ review: SpamReview) async throws(StoreFailure) { try put(review, in: Tables.spamReviews) }
}
