/// A tenant's rules in the hands of a use case, which may be older than its unit of work.
struct RulesAtHand: Sendable {
  let rules: CompiledScreening
  /// How often rules were found to be old before these.
  let round: Int
  private let readsAnew: Bool

  /// - Parameter readsAnew: they were fetched often enough: where they are old, the scope's own are read.
  init(_ rules: CompiledScreening, round: Int, readsAnew: Bool) {
    self.rules = rules
    self.round = round
    self.readsAnew = readsAnew
  }

  /// The rules as the scope has them; `nil` when those at hand are others and must be fetched anew.
  func rules(in scope: any TenantSnapshot) async throws(StoreFailure) -> CompiledScreening? {
    if rules.revision == (try await scope.screeningRevision().number) { return rules }
    return readsAnew ? try await scope.compiledScreening() : nil
  }
}

extension ScreeningSnapshot {
  /// The rules of this scope, compiled. The revision is read first: should a change come between, they count as older
  /// than they are, and are read again.
  func compiledScreening() async throws(StoreFailure) -> CompiledScreening {
    let revision = try await screeningRevision().number
    return CompiledScreening(rules: try await spamRules(), allowed: try await allowList(), revision: revision)
  }
}
