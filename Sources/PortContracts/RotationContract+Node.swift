import Synchronization
import VoiceCore

extension RotationContract {
  /// A node: keys at hand, the store that it sees, a clock that stands still unless it is set.
  struct Node: Sendable {
    let number: UInt64
    let keys: ModelKeyring
    let store: any ErasableStore
    let renewal: any SealRenewal
    let time = HandTime()

    init(
      _ number: UInt64, _ rows: SealableRows, reach: ModelKeyring.Reach = .all,
      ciphers: (ModelKeyring) -> any RowCiphers = { $0 }
    ) {
      self.number = number
      keys = ModelKeyring(over: rows.records, node: number, reach: reach)
      (store, renewal) = rows.sealed(ciphers(keys))
    }

    /// Something in nearly every table.
    func fill() async throws(StoreFailure) {
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await StoreContract.fill(scope)
      }
    }

    /// Something in the tables that are left.
    func fillRest() async throws(StoreFailure) {
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(FollowerPosition(follower: follower, position: LogPosition(commit: 1, number: 1)))
        // So that the log's floor has a row.
        try await scope.save(Sample.call(3, after: 6), facts: [.started], intentions: [], at: Sample.moment)
      }
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.forget(
          try await scope.log(after: nil, limit: 100).facts.filter { $0.recorded.call == Sample.id(3) })
      }
    }

    /// All that the tenant has.
    func contents() async throws(StoreFailure) -> Contents {
      try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Contents(scope) }
    }

    /// The places of all facts, in their order.
    func places() async throws(StoreFailure) -> [LogPosition] {
      try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.log(after: nil, limit: 100).facts.map(\.position)
      }
    }

    /// Adds to the transcript of a call in which nothing was said yet.
    func say(_ text: String) async throws(StoreFailure) {
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.append([Utterance(.caller, text, at: Sample.moment)], to: Sample.id(2))
      }
    }

    /// Counts in the name of a department, as often as it takes: nodes that meet again and again are told so.
    func countOn() async throws(StoreFailure) {
      while true {
        do throws(StoreFailure) {
          return try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
            guard let found = try await scope.department(Sample.id(1)) else { throw .notFound }
            try await scope.save(Sample.department(1, named: "\((Int(found.name) ?? 0) + 1)"))
          }
        } catch .conflict {
          await Task.yield()
        }
      }
    }

    func heard() async throws(StoreFailure) -> [String] {
      try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.transcript(of: Sample.id(2)).map(\.text)
      }
    }

    /// Turns until all is under one key, or something can't be opened.
    func renew() async throws -> RenewSeals.Outcome {
      let renew = RenewSeals(renewal: renewal, keys: keys, time: time)
      var place: RenewSeals.Place?
      for _ in 1...1_000 {
        let outcome = try await renew(Sample.tenantA, from: place)
        guard case .unfinished(let next, _) = outcome else { return outcome }
        place = next
        await Task.yield()
      }
      throw ContractBroken(message: "sealing anew doesn't come to an end", file: #fileID, line: #line)
    }
  }

  /// The name of a follower that nobody else has.
  static let follower = FollowerName("rotation")
}

/// A clock that is set by hand.
final class HandTime: TimeSource {
  private let moment = Mutex(Sample.moment)

  func now() -> Timestamp { moment.withLock { $0 } }
  func advance(by span: Duration) { moment.withLock { $0 = $0 + span } }
  func sleep(for span: Duration) async throws { advance(by: span) }
}

/// Ciphers that seal the rows of one table as another's, so that they can't be opened where they are.
struct SpoilingCiphers: RowCiphers {
  let base: ModelKeyring
  let table: String

  func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    Spoiling(base: try await base.cipher(for: tenant), table: table)
  }
  func knownCipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    Spoiling(base: try await base.knownCipher(for: tenant), table: table)
  }
  func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] { base.platformIndex(of: value, for: purpose) }
  func forget(_ tenant: Tenant.ID) { base.forget(tenant) }
  func reload(_ tenant: Tenant.ID) { base.reload(tenant) }

  private struct Spoiling: TenantCipher {
    let base: any TenantCipher
    let table: String

    var hasKeys: Bool { base.hasKeys }
    var generation: UInt32? { base.generation }
    var misses: Bool { base.misses }

    func seal(_ plain: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
      guard identity.table == table else { return try base.seal(plain, as: identity) }
      return try base.seal(plain, as: RowIdentity(table: "spoilt", tenant: identity.tenant, key: identity.key))
    }
    func open(_ sealed: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
      try base.open(sealed, as: identity)
    }
    func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8] { base.blindIndex(of: value, for: purpose) }
  }
}
