/// Tries the tenant's rules, or some that aren't made yet, on a sample. Changes nothing and counts nowhere.
public struct CheckSpam: Sendable {
  /// Rules that aren't made yet, in one trial.
  public static let maximumDrafts = 20

  private let store: any Store
  private let desk: ScreeningDesk

  /// A use case on these ports.
  public init(store: any Store, desk: ScreeningDesk) {
    self.store = store
    self.desk = desk
  }

  /// What would be done with such a call.
  /// - Parameter drafts: tried instead of the tenant's own rules, when there are any; thresholds and allow-list are the
  ///   tenant's all the same.
  public func callAsFunction(
    _ sample: ScreeningSample, trying drafts: [SpamRule] = [], in tenant: Tenant.ID
  ) async throws(StoreFailure) -> ScreeningVerdict {
    var atHand = try await desk.rules(of: tenant)
    while true {
      let trial = Trial(sample, trying: drafts, by: atHand)
      let verdict = try await store.read(for: tenant) { scope throws(StoreFailure) in try await trial.verdict(in: scope)
      }
      if let verdict { return verdict }
      atHand = try await desk.rules(of: tenant, insteadOf: atHand)
    }
  }

  /// A sample and the rules at hand.
  private struct Trial: Sendable {
    private let sample: ScreeningSample
    private let drafts: [SpamRule]
    private let atHand: RulesAtHand

    init(_ sample: ScreeningSample, trying drafts: [SpamRule], by atHand: RulesAtHand) {
      self.sample = sample
      self.drafts = drafts
      self.atHand = atHand
    }

    func verdict(in scope: any TenantSnapshot) async throws(StoreFailure) -> ScreeningVerdict? {
      guard let settings = try await scope.tenant()?.settings else { throw .notFound }
      guard let rules = try await atHand.rules(in: scope) else { return nil }
      // The allow-list comes before every rule, made or not.
      let tried = drafts.isEmpty || rules.allows(sample.caller) ? rules : CompiledScreening(rules: drafts)
      return tried.verdict(on: sample, by: settings.spamThresholds)
    }
  }
}
