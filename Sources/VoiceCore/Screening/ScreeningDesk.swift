/// Where use cases get a tenant's rules: compiled once a change, kept on the shelf, read again only when the revision
/// says so.
public final class ScreeningDesk: Sendable {
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

  /// The tenant's rules as of now.
  public func rules(of tenant: Tenant.ID) async throws(StoreFailure) -> CompiledScreening {
    let revision = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.screeningRevision().number
    }
    if let kept = await shelf.screening(of: tenant, at: revision) { return kept }
    // One snapshot, so that the rules are those of the revision.
    let fresh = try await store.read(for: tenant) { scope throws(StoreFailure) in
      let revision = try await scope.screeningRevision().number
      return (revision, CompiledScreening(rules: try await scope.spamRules(), allowed: try await scope.allowList()))
    }
    await shelf.keep(fresh.1, of: tenant, at: fresh.0)
    return fresh.1
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
