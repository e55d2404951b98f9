/// Reads the rules against spam, and what was learnt of callers.
public protocol ScreeningSnapshot: Sendable {
  /// How often rules and allow-list have changed, and how many there are.
  func screeningRevision() async throws(StoreFailure) -> ScreeningRevision
  /// All rules, in the order of their ids.
  func spamRules() async throws(StoreFailure) -> [SpamRule]
  /// Rules by id, after this one.
  func spamRules(after cursor: SpamRule.ID?, limit: Int) async throws(StoreFailure) -> [SpamRule]
  /// One rule.
  func spamRule(_ id: SpamRule.ID) async throws(StoreFailure) -> SpamRule?
  /// Callers who are never suspected.
  func allowList() async throws(StoreFailure) -> Set<PhoneNumber>
  /// Entries of the allow-list by id, after this one.
  func allowedNumbers(after cursor: AllowedNumber.ID?, limit: Int) async throws(StoreFailure) -> [AllowedNumber]
  /// The entry of a number.
  func allowedNumber(for number: PhoneNumber) async throws(StoreFailure) -> AllowedNumber?
  /// One entry of the allow-list.
  func allowedNumber(_ id: AllowedNumber.ID) async throws(StoreFailure) -> AllowedNumber?
  /// What is remembered of a caller.
  func callerTrack(of number: PhoneNumber) async throws(StoreFailure) -> CallerTrack?
  /// Callers who haven't called since, the longest first.
  func callerTracks(before moment: Timestamp, limit: Int) async throws(StoreFailure) -> [CallerTrack]
  /// One report of staff.
  func spamReport(_ id: SpamReport.ID) async throws(StoreFailure) -> SpamReport?
  /// Reports by id, after this one.
  func spamReports(after cursor: SpamReport.ID?, limit: Int) async throws(StoreFailure) -> [SpamReport]
  /// The review of a call.
  func spamReview(of call: Call.ID) async throws(StoreFailure) -> SpamReview?
  /// Reviews that are open, or judged, by the id of their call, after this one.
  func spamReviews(
    _ state: SpamReview.State, after cursor: Call.ID?, limit: Int
  ) async throws(StoreFailure) -> [SpamReview]
}

/// Writes the rules against spam, and what was learnt of callers. Each change of rules or allow-list counts in the
/// revision, by the store itself: whoever has compiled a revision's rules has all of them.
public protocol ScreeningScope: ScreeningSnapshot {
  /// Adds or changes a rule.
  func save(_ rule: SpamRule) async throws(StoreFailure)
  /// Takes a rule out; one that isn't there is no error.
  func removeSpamRule(_ id: SpamRule.ID) async throws(StoreFailure)
  /// Puts a number on the allow-list under this name; one that is there stays as it is.
  func allow(_ number: PhoneNumber, as id: AllowedNumber.ID) async throws(StoreFailure)
  /// Takes a number off the allow-list; one that isn't there is no error.
  func disallow(_ number: PhoneNumber) async throws(StoreFailure)
  /// Keeps what is remembered of a caller.
  func save(_ track: CallerTrack) async throws(StoreFailure)
  /// Forgets a caller; one that isn't there is no error.
  func remove(_ track: CallerTrack) async throws(StoreFailure)
  /// Keeps a report.
  func save(_ report: SpamReport) async throws(StoreFailure)
  /// Keeps a review.
  func save(_ review: SpamReview) async throws(StoreFailure)
}
