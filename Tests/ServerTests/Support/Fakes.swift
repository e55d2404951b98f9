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

/// Leaves objects as they are.
struct OpenSealing: ObjectSealing {
  func seal(_ plain: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] { plain }
  func open(_ sealed: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] { sealed }
}

/// A carrier that does what it is asked.
struct NoCarrier: Telephony {
  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) {}
}

/// A carrier that rings whom it is asked to.
final class Ringer: Dialling {
  private let dialled = Mutex<[PhoneNumber]>([])

  /// Whom it rang, in order.
  var rung: [PhoneNumber] { dialled.withLock { $0 } }

  func dial(_ order: DialOrder) async throws(TelephonyFailure) -> CarrierCallID {
    let count = dialled.withLock { dialled in
      dialled.append(order.number)
      return dialled.count
    }
    guard let leg = CarrierCallID("CAout\(count)") else { throw .unavailable }
    return leg
  }

  func legs(from line: PhoneNumber, to number: PhoneNumber, since moment: Timestamp) async throws(TelephonyFailure)
    -> [CarrierCallID]
  { [] }
}

extension StatementSigner {
  /// The signature is the statement.
  static let plain = StatementSigner(
    sign: { StatementSignature(publicKey: [1], bytes: $0) }, verify: { signature, bytes in signature.bytes == bytes })
}

/// A store whose platform and tenants are out of reach.
struct UnreachableStore: ErasableStore, PlatformDirectory, TenantErasure {
  var platform: any PlatformDirectory { self }
  var erasure: any TenantErasure { self }

  func close(
    _ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp
  ) async throws(StoreFailure) -> TenantClosure { throw .unavailable }
  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? { throw .unavailable }
  func unfinished() async throws(StoreFailure) -> [Tenant.ID] { throw .unavailable }
  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] { throw .unavailable }
  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure) { throw .unavailable }
  func strike(_ legs: [CarrierCallID], of tenant: Tenant.ID) async throws(StoreFailure) { throw .unavailable }
  func strike(_ recordings: [CarrierRecording], of tenant: Tenant.ID) async throws(StoreFailure) {
    throw .unavailable
  }
  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) { throw .unavailable }
  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) { throw .unavailable }
  func sweep(
    _ part: ErasurePart, of tenant: Tenant.ID, from place: SweepPlace, limit: Int
  ) async throws(StoreFailure) -> Swept { throw .unavailable }
  func count(objects: Int, of tenant: Tenant.ID) async throws(StoreFailure) { throw .unavailable }
  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] { throw .unavailable }
  func finish(_ statement: SignedErasureStatement) async throws(StoreFailure) { throw .unavailable }

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
  func tenant(ofSession family: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenant(ofAPIKey digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenants() async throws(StoreFailure) -> [Tenant.ID] { throw .unavailable }
  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
    throw .unavailable
  }
  func commits() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}

extension KeyedDigest {
  /// 64-bit FNV-1a under no key, mixed, as 16 hexadecimal digits.
  static func spoken() -> KeyedDigest {
    KeyedDigest { text in
      let folded = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      let mixed = (folded ^ folded >> 32) &* 0x9e37_79b9_7f4a_7c15
      let digits = String(mixed ^ mixed >> 29, radix: 16)
      return TokenDigest(hex: String(repeating: "0", count: 16 - digits.count) + digits)
    }
  }
}

extension AuditDigest {
  /// 64-bit FNV-1a under no key.
  static let folding = AuditDigest { bytes in
    let folded = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: folded >> (8 * UInt64($0))) }
  }
}
