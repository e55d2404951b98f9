import Synchronization
import VoiceCore

/// Keeps a password as it is, in plain sight; full when told so.
final class PlainPasswords: Passwords {
  let isFull = Mutex(false)

  func verifier(for password: String) async throws(PasswordFailure) -> PasswordVerifier {
    PasswordVerifier(text: password)
  }

  func verify(_ password: String, against verifier: PasswordVerifier?) async throws(PasswordFailure) -> Bool {
    if isFull.withLock({ $0 }) { throw .unavailable }
    return verifier?.text == password
  }
}

/// Remembers what it issued.
final class RememberedTokens: AccessTokens {
  private let issued = Mutex<[String: AccessClaims]>([:])

  func issue(_ claims: AccessClaims) async throws(AccessTokenFailure) -> String {
    issued.withLock { issued in
      let token = "token-\(issued.count + 1)"
      issued[token] = claims
      return token
    }
  }

  func verify(_ token: String, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims {
    guard let claims = issued.withLock({ $0[token] }) else { throw .badSignature }
    guard moment < claims.expiresAt else { throw .expired }
    return claims
  }
}

/// A store whose platform and tenants are out of reach.
struct UnreachableStore: Store, PlatformDirectory {
  var platform: any PlatformDirectory { self }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { throw .unavailable }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { throw .unavailable }

  func ping() async throws(StoreFailure) { throw .unavailable }
  func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenants() async throws(StoreFailure) -> [Tenant.ID] { throw .unavailable }
  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
    throw .unavailable
  }
  func commits() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}
