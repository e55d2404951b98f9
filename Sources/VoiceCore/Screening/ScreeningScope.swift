/// Reads the rules against spam.
public protocol ScreeningSnapshot: Sendable {
  /// All rules, in the order of their ids.
  func spamRules() async throws(StoreFailure) -> [SpamRule]
  /// Callers who are never suspected.
  func allowList() async throws(StoreFailure) -> Set<PhoneNumber>
}

/// Writes the rules against spam.
public protocol ScreeningScope: ScreeningSnapshot {
  /// Adds or changes a rule.
  func save(_ rule: SpamRule) async throws(StoreFailure)
  /// Takes a rule out; one that isn't there is no error.
  func removeSpamRule(_ id: SpamRule.ID) async throws(StoreFailure)
  /// Puts a number on the allow-list.
  func allow(_ number: PhoneNumber) async throws(StoreFailure)
  /// Takes a number off the allow-list; one that isn't there is no error.
  func disallow(_ number: PhoneNumber) async throws(StoreFailure)
}
