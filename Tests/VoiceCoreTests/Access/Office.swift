import Generators
import Synchronization
import Testing
import VoiceCore

/// A company with an administrator and an agent over a store in memory, with a clock by hand and counted secrets.
struct Office {
  static let password = "correct horse battery"

  let store: OfficeStore
  let time = HandClock()
  let ids = IDSource.counting()
  let secrets = SecretTokens.numbered { folded($0) }
  let keyed = KeyedDigest.folding("the server's key")
  let passwords = PlainPasswords()
  let notices = Notices()
  let tenant: Tenant.ID = Identifier(1)
  let admin: User
  let agent: User

  init(pause: @escaping @Sendable () async -> Void = {}) async throws {
    store = OfficeStore(pause: pause)
    let password = PasswordVerifier(text: Self.password)
    admin = User(
      id: ids(), email: try #require(EmailAddress("ada@one.example")), name: "Ada", role: .tenantAdmin,
      password: password)
    agent = User(
      id: ids(), email: try #require(EmailAddress("ben@one.example")), name: "Ben", role: .agent, password: password)
    let company = Tenant(
      id: tenant, name: "One", domain: try #require(TenantDomain("one.example")),
      settings: TenantSettings(customerService: try #require(PhoneNumber("+14155550101"))))
    let people = [admin, agent]
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(company)
      for user in people { try await scope.save(user) }
    }
  }

  var boss: Bearer { .user(admin.id, .tenantAdmin, of: tenant) }
  var refresh: RefreshSession {
    RefreshSession(
      store: store, time: time, ids: ids, secrets: secrets, keyed: keyed, tokens: SpokenTokens(),
      notices: notices.port)
  }
  var signOut: SignOut { SignOut(store: store, secrets: secrets) }
  var auditing: Auditing { Auditing(time: time, ids: ids, digest: AuditChainTests.digest) }
  var makeKey: MakeAPIKey {
    MakeAPIKey(store: store, time: time, ids: ids, secrets: secrets, auditing: auditing)
  }
  var revokeKey: RevokeAPIKey { RevokeAPIKey(store: store, auditing: auditing) }
  var authenticateKey: AuthenticateAPIKey { AuthenticateAPIKey(store: store, time: time, secrets: secrets) }
  var makeUser: MakeUser { MakeUser(store: store, ids: ids, passwords: passwords, auditing: auditing) }
  var changePassword: ChangePassword {
    ChangePassword(store: store, time: time, passwords: passwords, keyed: keyed, auditing: auditing)
  }
  var changeRole: ChangeRole { ChangeRole(store: store, auditing: auditing) }
  var changeMembership: ChangeMembership { ChangeMembership(store: store, auditing: auditing) }
  var removeUser: RemoveUser { RemoveUser(store: store, auditing: auditing) }

  /// A session of somebody, as signing in would make it.
  func session(of user: User) async throws -> RefreshToken {
    let token = RefreshToken(family: secrets.make(), turn: secrets.make())
    let session = Session(
      id: ids(), user: user.id, family: secrets.digest(token.family), first: secrets.digest(token.turn),
      startedAt: time.now())
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.save(session) }
    return token
  }

  /// What the audit log says: each act, what became of it, by whom and on what.
  func audited() async throws -> [AuditEntry] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: .max).map(\.entry)
    }
  }

  func user(_ id: User.ID) async throws -> User? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.user(id) }
  }
}

/// A clock that moves when it is told to, and not by being looked at.
final class HandClock: TimeSource {
  private let moment = Mutex(Timestamp(microseconds: 1_767_225_600_000_000))

  func now() -> Timestamp { moment.withLock { $0 } }
  func advance(by span: Duration) { moment.withLock { $0 = $0 + span } }
  func sleep(for span: Duration) async throws { advance(by: span) }
}

/// Passwords kept as they are; counts how many were looked at, and can be too busy.
final class PlainPasswords: Passwords {
  let checked = Mutex(0)
  let isBusy = Mutex(false)

  func verifier(for password: String) async throws(PasswordFailure) -> PasswordVerifier {
    PasswordVerifier(text: password)
  }
  func verify(_ password: String, against verifier: PasswordVerifier?) async throws(PasswordFailure) -> Bool {
    if isBusy.withLock({ $0 }) { throw .unavailable }
    checked.withLock { $0 += 1 }
    return verifier?.text == password
  }
}

/// Access tokens that say in words what they grant.
struct SpokenTokens: AccessTokens {
  func issue(_ claims: AccessClaims) async throws(AccessTokenFailure) -> String {
    "\(claims.user) \(claims.role.rawValue) \(claims.tenant.map { "\($0)" } ?? "nowhere")"
  }
  func verify(_ token: String, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims {
    throw .badSignature
  }
}

/// What whoever answers for security was told.
final class Notices: Sendable {
  private let told = Mutex<[SecurityNotice]>([])
  var all: [SecurityNotice] { told.withLock { $0 } }
  var port: SecurityNotices { SecurityNotices { notice in self.told.withLock { $0.append(notice) } } }
}

/// 64-bit FNV-1a over a text, twice with different beginnings, as 32 hexadecimal digits: no digest for secrets, but one
/// from which these tests can't read the text.
private func folded(_ text: String) -> TokenDigest {
  let halves = [0xcbf2_9ce4_8422_2325, 0x8422_2325_cbf2_9ce4 as UInt64].map { start in
    let folded = text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    // The upper bits of short texts hardly differ without this.
    let mixed = (folded ^ folded >> 32) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ mixed >> 29
  }
  return TokenDigest(
    hex: halves.map { half in
      String(repeating: "0", count: 16 - String(half, radix: 16).count) + String(half, radix: 16)
    }.joined())
}

extension KeyedDigest {
  static func folding(_ key: String) -> KeyedDigest { KeyedDigest { folded("\(key)|\($0)") } }
}
