import Generators
import PropertyTesting
import Synchronization
import VoiceCore

/// What founding and erasing tenants needs beside a store, as simple as it can be.
struct TenancyBench: Sendable {
  let store: any ErasableStore
  let time: ManualTime
  let ids: IDSource
  let secrets = SecretTokens.counting()
  let objects = HeldObjects()
  let carrier = ObedientCarrier()
  let auditing: Auditing

  init(_ store: any ErasableStore, time: ManualTime = ManualTime(), ids: IDSource = .counting()) {
    self.store = store
    self.time = time
    self.ids = ids
    auditing = Auditing(time: time, ids: ids, digest: Self.digest)
  }

  /// FNV-1a, 64 bits.
  static let digest = AuditDigest { bytes in
    let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> UInt64(8 * $0)) }
  }

  /// The signature is the digest.
  static let signer = StatementSigner(
    sign: { StatementSignature(publicKey: [1], bytes: digest.of($0)) },
    verify: { signature, bytes in signature == StatementSignature(publicKey: [1], bytes: digest.of(bytes)) })

  func create(through store: any ErasableStore) -> CreateTenant {
    CreateTenant(store: store, auditing: auditing, ids: ids, secrets: secrets, passwords: PlainVerifiers())
  }

  func erase(through store: any ErasableStore, _ rule: ErasureRule) -> EraseTenant {
    EraseTenant(
      store: store, objects: objects, telephony: carrier, signer: Self.signer, time: time, auditing: auditing,
      rule: rule)
  }

  /// Tenant number so-and-so, as it is asked for.
  static func request(
    _ number: Int, id: Tenant.ID? = nil, named name: String? = nil, at domain: String? = nil, line: Int? = nil
  ) -> CreateTenant.Request {
    guard let domain = TenantDomain(domain ?? "t\(number).example"), let email = EmailAddress("ada@example.com"),
      let service = PhoneNumber("+1555010\(3000 + number)")
    else { preconditionFailure("numbers make good names") }
    return CreateTenant.Request(
      id: id ?? self.id(number), name: name ?? "Tenant \(number)", domain: domain, customerService: service,
      lines: [self.line(line ?? number)], administrator: email, administratorName: "Ada",
      password: "four words, no rule")
  }

  static func id(_ number: Int) -> Tenant.ID { Identifier(UInt128(0xB000 + number)) }

  static func line(_ number: Int) -> PhoneNumber {
    guard let line = PhoneNumber("+1555010\(2000 + number)") else { preconditionFailure("it is a number") }
    return line
  }
}

/// Keeps passwords as they are: what is kept isn't what these laws are about.
struct PlainVerifiers: Passwords {
  func verifier(for password: String) async throws(PasswordFailure) -> PasswordVerifier {
    PasswordVerifier(text: password)
  }

  func verify(_ password: String, against verifier: PasswordVerifier?) async throws(PasswordFailure) -> Bool {
    verifier?.text == password
  }
}

/// A carrier that does what it is asked, and remembers it.
final class ObedientCarrier: Telephony {
  private let legs = Mutex<Set<String>>([])

  /// Which legs it ended.
  var hungUp: [String] { legs.withLock { $0.sorted() } }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { legs.withLock { _ = $0.insert(leg.text) } }
}

extension TenancyBench {
  /// Everything that a tenant can read of itself, in one snapshot, a line each.
  static func view(of tenant: Tenant.ID, in store: any Store) async throws(StoreFailure) -> [String] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      var lines = ["tenant: \(String(reflecting: try await scope.tenant()))"]
      lines.append("billing: \(String(reflecting: try await scope.billingAccount()))")
      lines.append("webhooks: \(try await scope.webhookSecret()?.text ?? "none")")
      lines.append("audit: \(String(reflecting: try await scope.auditEntries(after: 0, limit: 100)))")
      lines.append("lines: \(try await scope.phoneLines().map(\.number.e164))")
      lines.append("departments: \(try await scope.departments().map { "\($0.id) \($0.name)" })")
      lines.append("rules: \(try await scope.spamRules().map { "\($0.id) \($0.weight)" })")
      lines.append("allowed: \(try await scope.allowList().sorted().map(\.e164))")
      lines.append("knowledge: \(String(reflecting: try await scope.knowledge()))")
      let users = try await scope.users(after: nil, limit: 100)
      lines.append("users: \(users.map { "\($0.id) \($0.email.text) \($0.name) \($0.role)" })")
      for user in users { lines.append("sessions: \(try await scope.sessions(of: user.id).map(\.family.hex))") }
      lines.append("keys: \(try await scope.apiKeys().map(\.digest.hex))")
      for call in try await scope.calls(after: nil, limit: 100) {
        lines.append("call: \(call.id) \(call.carrierID.text)")
        lines.append("facts: \(try await scope.facts(of: call.id).map(\.ordinal))")
        lines.append("wanted: \(try await scope.pendingIntentions(of: call.id).map(\.ordinal))")
        lines.append("record: \(try await scope.detailRecord(of: call.id) != nil)")
        lines.append("transcript: \(try await scope.transcript(of: call.id).map(\.text))")
      }
      return lines
    }
  }
}

/// `requireEqual` for values that were waited for.
func agree<Value: Equatable>(
  _ actual: Value, _ expected: Value, _ law: String, file: StaticString = #fileID, line: UInt = #line
) throws {
  try requireEqual(actual, expected, law, file: file, line: line)
}
