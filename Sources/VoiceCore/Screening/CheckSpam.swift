/// Tries the tenant's rules on a sample. Changes nothing and counts nowhere.
public struct CheckSpam: Sendable {
  private let store: any Store
  private let desk: ScreeningDesk

  /// A use case on these ports.
  public init(store: any Store, desk: ScreeningDesk) {
    self.store = store
    self.desk = desk
  }

  /// What would be done with such a call.
  public func callAsFunction(
    _ sample: ScreeningSample, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> ScreeningVerdict {
    var round = 0
    while true {
      let trial = Trial(sample, by: try await desk.rules(of: tenant, round: round))
      let outcome = try await store.read(for: tenant) { scope throws(StoreFailure) in try await trial.verdict(in: scope)
      }
      if let outcome { return outcome.verdict }
      round += 1
    }
  }

  /// A sample and the rules at hand, as one word.
  private final class Trial: Sendable {
    private let sample: ScreeningSample
    private let atHand: RulesAtHand

    init(_ sample: ScreeningSample, by atHand: RulesAtHand) {
      self.sample = sample
      self.atHand = atHand
    }

    func verdict(in scope: any TenantSnapshot) async throws(StoreFailure) -> Outcome? {
      guard let settings = try await scope.tenant()?.settings else { throw .notFound }
      guard let rules = try await atHand.rules(in: scope) else { return nil }
      return Outcome(rules.verdict(on: sample, by: settings.spamThresholds))
    }
  }

  private final class Outcome: Sendable {
    let verdict: ScreeningVerdict
    init(_ verdict: ScreeningVerdict) { self.verdict = verdict }
  }
}
