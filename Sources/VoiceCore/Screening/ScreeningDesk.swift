/// Where use cases get a tenant's rules: compiled once a change, kept on the shelf, read again only when the revision
/// says so.
///
/// What is on the shelf may be old. Nobody judges by it before the revision was read in the very unit of work that keeps
/// the judgement (`RulesAtHand`): a change that comes between the two makes that unit of work run again.
public final class ScreeningDesk: Sendable {
  /// How often rules are fetched for somebody who finds them changed; who asks once more reads them in their own scope.
  static let maximumRounds = 2

  private let store: any Store
  private let chance: Chance
  private let shelf: ScreeningShelf
  private let tries: Int

  /// A desk on these ports; one a deployment.
  public init(
    store: any Store, chance: Chance, shelf: ScreeningShelf = ScreeningShelf(), tries: Int = KeyChallenge.standardTries
  ) {
    self.store = store
    self.chance = chance
    self.shelf = shelf
    self.tries = tries
  }

  /// The tenant's rules; for somebody who found those at hand to be `old`, others.
  func rules(of tenant: Tenant.ID, insteadOf old: RulesAtHand? = nil) async throws(StoreFailure) -> RulesAtHand {
    if let old {
      let round = old.round + 1
      return RulesAtHand(
        try await fetched(for: tenant, insteadOf: old.rules.revision), round: round,
        readsAnew: round >= Self.maximumRounds)
    }
    return RulesAtHand(try await fetched(for: tenant, insteadOf: nil), round: 0, readsAnew: false)
  }

  /// Of many who want a tenant's new rules at once, one reads and compiles them; the others wait for that.
  private func fetched(
    for tenant: Tenant.ID, insteadOf old: Int64?
  ) async throws(StoreFailure) -> CompiledScreening {
    guard await shelf.begin(tenant, insteadOf: old) else {
      if let kept = await shelf.screening(of: tenant) { return kept }
      return try await read(for: tenant)
    }
    do throws(StoreFailure) {
      let fresh = try await read(for: tenant)
      await shelf.keep(fresh, of: tenant)
      await shelf.end(tenant)
      return fresh
    } catch {
      await shelf.end(tenant)
      throw error
    }
  }

  private func read(for tenant: Tenant.ID) async throws(StoreFailure) -> CompiledScreening {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.compiledScreening() }
  }

  /// A challenge that nobody can foresee. The key is one of `1`–`9`.
  func challenge() -> KeyChallenge {
    let digits: [Character] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
    guard let key = DialKey(digits[Int(chance.next() % UInt64(digits.count))]) else {
      preconditionFailure("a digit is a key")
    }
    return KeyChallenge(key: key, maximumTries: tries)
  }
}
