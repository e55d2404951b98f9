import EmbeddedStore
import Foundation
import PortContracts
import SQLiteStore
import Sealing
import Synchronization
import Testing
import VoiceCore

@Suite("Stores whose rows are sealed", .timeLimit(.minutes(3)))
struct SealedStoreTests {
  private static let masterKeys = MasterKeys.newKeyText()
  private static let tenant: Tenant.ID = Identifier(0xA)
  private static let moment = Timestamp(microseconds: 1_767_700_800_000_000)

  @Test(arguments: SealedStore.Kind.allCases, StoreContract.checks)
  func `sealed, a store keeps the contract of stores all the same`(
    _ kind: SealedStore.Kind, _ check: ContractCheck<any Store>
  ) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    try await check.run(sealed.store)
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases, ErasureContract.checks)
  func `sealed, a store lets go of tenants all the same`(
    _ kind: SealedStore.Kind, _ check: ContractCheck<any ErasableStore>
  ) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    try await check.run(sealed.store)
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `no byte at rest says what was stored, in any common encoding`(_ kind: SealedStore.Kind) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let canary = "canary-" + String(UInt64.random(in: .min ... .max), radix: 36)
    let number = try #require(PhoneNumber("+14155550142"))
    try await sealed.store.fill(with: canary, number, tenant: Self.tenant, at: Self.moment)
    let dump = try await sealed.dump(Self.tenant)
    #expect(dump.count > 1000)
    for spelling in [
      canary, canary.uppercased(), Data(canary.utf8).base64EncodedString(), Data(canary.utf8).hex,
      number.e164, String(number.e164.dropFirst()), Data(number.e164.utf8).hex,
      Data(number.e164.utf8).base64EncodedString(),
    ] { #expect(!dump.holds(spelling.utf8), "\(spelling) lies open in \(kind)") }
    // The check can fail: what isn't sealed on purpose, the table's name, is found.
    #expect(dump.holds("utterances".utf8))
    let read = try await sealed.store.read(for: Self.tenant) { scope throws(StoreFailure) in
      try await scope.transcript(of: Identifier(1))
    }
    #expect(read.map(\.text) == [canary])
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `once a closed tenant's keys are destroyed its doors are shut, and all of it can be swept`(
    _ kind: SealedStore.Kind
  ) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let number = try #require(PhoneNumber("+14155550142"))
    try await sealed.store.fill(with: "before", number, tenant: Self.tenant, at: Self.moment)
    let erasure = sealed.store.erasure
    _ = try await erasure.close(Self.tenant, by: .server, at: Self.moment)
    try await erasure.destroyKeys(of: Self.tenant, at: Self.moment)
    await #expect(throws: StoreFailure.notFound) {
      try await sealed.store.read(for: Self.tenant) { scope throws(StoreFailure) in _ = try await scope.tenant() }
    }
    await #expect(throws: StoreFailure.notFound) {
      try await sealed.store.transaction(for: Self.tenant) { scope throws(StoreFailure) in
        try await scope.append([Utterance(.caller, "after", at: Self.moment)], to: Identifier(1))
      }
    }
    for part in ErasurePart.allCases {
      while try await erasure.sweep(part, of: Self.tenant, from: .start, limit: 3) != .nothingLeft {}
    }
    #expect(try await erasure.remains(of: Self.tenant) == [])
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `keys of a tenant that never came to be are withdrawn, those of one that is there stay`(
    _ kind: SealedStore.Kind
  ) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let nobody: Tenant.ID = Identifier(0xDEAD)
    _ = try await sealed.keyring.cipher(for: nobody)
    #expect(try await sealed.store.erasure.remains(of: nobody).map(\.table) == ["tenant_keys"])
    try await sealed.store.erasure.withdrawKeys(of: nobody)
    #expect(try await sealed.store.erasure.remains(of: nobody) == [])
    _ = try await sealed.keyring.cipher(for: nobody)
    let number = try #require(PhoneNumber("+14155550142"))
    try await sealed.store.fill(with: "kept", number, tenant: Self.tenant, at: Self.moment)
    try await sealed.store.erasure.withdrawKeys(of: Self.tenant)
    let words = try await sealed.store.read(for: Self.tenant) { scope throws(StoreFailure) in
      try await scope.transcript(of: Identifier(1)).map(\.text)
    }
    #expect(words == ["kept"])
    await sealed.close()
  }

  @Test func `a destroyed key lies nowhere in the file or its log any more`() async throws {
    let sealed = try await SealedStore.make(.sqlite, masterKeys: MasterKeys(Self.masterKeys))
    let number = try #require(PhoneNumber("+14155550142"))
    try await sealed.store.fill(with: "before", number, tenant: Self.tenant, at: Self.moment)
    let records = try #require(sealed.store as? SQLiteStore).keyRecords
    let keys = try await records.keys(of: Self.tenant).map { $0.bytes.map(String.init).joined(separator: ",") }
    let before = try await sealed.dump(Self.tenant)
    let found = keys.map { before.holds($0.utf8) }
    #expect(found == [true, true], "the search can find one")
    try await sealed.store.erasure.destroyKeys(of: Self.tenant, at: Self.moment)
    let after = try await sealed.dump(Self.tenant)
    let left = keys.map { after.holds($0.utf8) }
    #expect(left == [false, false])
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `looking for a tenant that isn't there leaves nothing behind, and writing for it makes its keys`(
    _ kind: SealedStore.Kind
  ) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let nobody: Tenant.ID = Identifier(0xDEAD)
    let email = try #require(EmailAddress("ada@nobody.example"))
    let seen = try await sealed.store.read(for: nobody) { scope throws(StoreFailure) in
      [
        try await scope.tenant() == nil, try await scope.user(email) == nil,
        try await scope.users(after: nil, limit: 9) == [],
      ]
    }
    #expect(seen == [true, true, true])
    // A unit of work that only looks, and one that is refused.
    let isThere = try await sealed.store.transaction(for: nobody) { scope throws(StoreFailure) in
      try await scope.tenant() != nil
    }
    #expect(!isThere)
    await #expect(throws: StoreFailure.notFound) {
      try await sealed.store.transaction(for: nobody) { scope throws(StoreFailure) in
        try await scope.append([Utterance(.caller, "hello", at: Self.moment)], to: Identifier(1))
        throw .notFound
      }
    }
    #expect(try await ReadTenants(store: sealed.store).tenant(nobody) == nil)
    #expect(try await sealed.store.erasure.remains(of: nobody) == [])
    let number = try #require(PhoneNumber("+14155550142"))
    try await sealed.store.fill(with: "begun", number, tenant: nobody, at: Self.moment)
    let words = try await sealed.store.read(for: nobody) { scope throws(StoreFailure) in
      try await scope.transcript(of: Identifier(1)).map(\.text)
    }
    #expect(words == ["begun"])
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `who makes a tenant while its keys are withdrawn begins with other keys`(_ kind: SealedStore.Kind) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let number = try #require(PhoneNumber("+14155550142"))
    let domain = try #require(TenantDomain("a.example"))
    let runs = Runs()
    try await sealed.store.transaction(for: Self.tenant) { scope throws(StoreFailure) in
      guard try await scope.tenant() == nil else { throw .conflict }
      try await scope.save(
        Tenant(id: Self.tenant, name: "A", domain: domain, settings: TenantSettings(customerService: number)))
      // The first run finds no keys, the second has them made. Another attempt at the same id, which came to nothing.
      if runs.next() == 2 { try await sealed.store.erasure.withdrawKeys(of: Self.tenant) }
    }
    #expect(runs.count == 4)
    let other = try await sealed.elsewhere()
    let found = try await other.read(for: Self.tenant) { scope throws(StoreFailure) in try await scope.tenant()?.name }
    #expect(found == "A")
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `rotating a data key loses nothing, and destroying the keys loses everything`(
    _ kind: SealedStore.Kind
  ) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let number = try #require(PhoneNumber("+14155550142"))
    try await sealed.store.fill(with: "before", number, tenant: Self.tenant, at: Self.moment)
    #expect(try await sealed.keyring.rotate(Self.tenant) == 2)
    try await sealed.store.transaction(for: Self.tenant) { scope throws(StoreFailure) in
      try await scope.append([Utterance(.caller, "after", at: Self.moment)], to: Identifier(1))
    }
    let words = try await sealed.store.read(for: Self.tenant) { scope throws(StoreFailure) in
      try await scope.transcript(of: Identifier(1)).map(\.text)
    }
    #expect(words == ["before", "after"])
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `after a rotation all rows are sealed anew, and then the old key is gone and opens nothing`(
    _ kind: SealedStore.Kind
  ) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let number = try #require(PhoneNumber("+14155550142"))
    try await sealed.store.fill(with: "before", number, tenant: Self.tenant, at: Self.moment)
    let entry = AuditDraft(
      AuditEntry(
        id: Identifier(1), at: Self.moment, actor: .server, action: .changeRouting, subject: nil, request: nil,
        outcome: .done), chainedBy: sealed.keyring.auditDigest)
    try await sealed.store.transaction(for: Self.tenant) { scope throws(StoreFailure) in try await scope.append(entry) }
    let old = try await sealed.keyring.cipher(for: Self.tenant)
    let elsewhere = try await sealed.elsewhere()
    let rotate = RotateDataKey(
      store: sealed.store, keys: sealed.keyring,
      auditing: Auditing(
        time: SystemTime(), ids: IDSource { UInt128.random(in: 2 ... .max) }, digest: sealed.keyring.auditDigest))
    #expect(try await rotate(Self.tenant, by: .commandLine) == 2)
    let renew = RenewSeals(renewal: sealed.renewal, keys: sealed.keyring, time: SystemTime())
    var place: RenewSeals.Place?
    var outcome = try await renew(Self.tenant, from: nil)
    while case .unfinished(let next, _) = outcome {
      place = next
      outcome = try await renew(Self.tenant, from: place)
    }
    guard case .renewed(let tally, 1) = outcome, tally.renewed > 10 else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try await sealed.keyring.numbers(of: Self.tenant) == [2])
    // Who has only the old key, whatever it is given, opens none of it.
    let blinkered = PinnedCiphers(cipher: old, keyring: sealed.keyring)
    let store = sealed.under(blinkered)
    for look in 0...3 {
      await #expect(throws: StoreFailure.unavailable, "\(look)") {
        try await store.read(for: Self.tenant) { scope throws(StoreFailure) in
          switch look {
          case 0: _ = try await scope.tenant()
          case 1: _ = try await scope.transcript(of: Identifier(1))
          case 2: _ = try await scope.auditHead()
          default: _ = try await scope.auditEntries(after: 0, limit: 9)
          }
        }
      }
    }
    // A node that had the old key at hand, and the audit log with the rotation in it.
    let words = try await elsewhere.read(for: Self.tenant) { scope throws(StoreFailure) in
      try await scope.transcript(of: Identifier(1)).map(\.text)
    }
    #expect(words == ["before"])
    let check = CheckAuditLog(store: elsewhere, digest: sealed.keyring.auditDigest)
    guard case .intact(let head) = try await check(of: Self.tenant), head.position == 2 else {
      Issue.record("the audit log")
      return
    }
    await sealed.close()
  }

  @Test(arguments: SealedStore.Kind.allCases)
  func `a tenant that isn't there gets no keys by being rotated, and the deployment's own are rotated`(
    _ kind: SealedStore.Kind
  ) async throws {
    let sealed = try await SealedStore.make(kind, masterKeys: MasterKeys(Self.masterKeys))
    let nobody: Tenant.ID = Identifier(0xDEAD)
    let auditing = Auditing(
      time: SystemTime(), ids: IDSource { UInt128.random(in: 2 ... .max) }, digest: sealed.keyring.auditDigest)
    let rotate = RotateDataKey(store: sealed.store, keys: sealed.keyring, auditing: auditing)
    await #expect(throws: RotateDataKey.Failure.notFound) { try await rotate(nobody, by: .commandLine) }
    #expect(try await sealed.store.erasure.remains(of: nobody) == [])
    #expect(try await rotate(.platform, by: .commandLine) == 2)
    let told = try await sealed.store.read(for: .platform) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 9).map(\.entry.action)
    }
    #expect(told == [.rotateTenantKey])
    await sealed.close()
  }
}

/// A node that has one cipher of a tenant for good.
private struct PinnedCiphers: RowCiphers {
  let cipher: any TenantCipher
  let keyring: TenantKeyring

  func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher { cipher }
  func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    keyring.platformIndex(of: value, for: purpose)
  }
  func forget(_ tenant: Tenant.ID) {}
}

/// How often a body ran.
private final class Runs: Sendable {
  private let runs = Mutex(0)
  var count: Int { runs.withLock { $0 } }

  func next() -> Int {
    runs.withLock { runs in
      runs += 1
      return runs
    }
  }
}

extension Data {
  fileprivate var hex: String { map { String(format: "%02x", $0) }.joined() }
}

extension Store {
  /// Puts a word and a number into every field that holds content.
  fileprivate func fill(
    with canary: String, _ number: PhoneNumber, tenant: Tenant.ID, at moment: Timestamp
  ) async throws {
    let domain = try #require(TenantDomain("\(canary).example"))
    let email = try #require(EmailAddress("\(canary)@a.example"))
    let carrierID = try #require(CarrierCallID("CA\(canary)"))
    let keyword = try #require(Keyword(canary))
    var call = Call(
      id: Identifier(1), carrierID: carrierID, direction: .inbound, caller: .number(number), dialled: number,
      startedAt: moment, language: .english)
    call.evolve(.rang)
    try await transaction(for: tenant) { [call] scope throws(StoreFailure) in
      try await scope.save(
        Tenant(id: tenant, name: canary, domain: domain, settings: TenantSettings(customerService: number)))
      try await scope.save(
        User(
          id: Identifier(1), email: email, name: canary, role: .agent, password: PasswordVerifier(text: canary)))
      try await scope.save(
        APIKey(
          id: Identifier(1), name: canary, digest: TokenDigest(hex: canary), hint: canary, scopes: [.readCalls],
          createdBy: Identifier(1), createdAt: moment, expiresAt: nil))
      try await scope.save(
        Session(
          id: Identifier(1), user: Identifier(1), family: TokenDigest(hex: canary), first: TokenDigest(hex: canary),
          startedAt: moment))
      try await scope.save(PhoneLine(number: number))
      try await scope.allow(number, as: Identifier(1))
      try await scope.save(Department(id: Identifier(1), name: canary, number: number))
      try await scope.save(KnowledgeEntry(id: Identifier(1), question: canary, answer: canary))
      try await scope.save(SpamRule(id: Identifier(1), sign: .keyword(keyword), weight: 1))
      try await scope.save(call, facts: [.started, .rang], intentions: [.hangUp], at: moment)
      try await scope.append([Utterance(.caller, canary, at: moment)], to: call.id)
    }
  }
}
