import Sealing
import Testing
import VoiceCore

@Suite("Statements of erasure")
struct StatementTests {
  let statement = ErasureStatement(
    tenant: Bench.first,
    counts: [.init(table: "users", rows: 3), .init(table: "calls", rows: 1200)],
    auditHead: AuditHead(position: 17, hash: AuditHash([1, 2, 3])), at: Timestamp(microseconds: 5))

  @Test func `a signed statement is genuine, on every node and after a rotation of the master key`() async throws {
    let bench = Bench()
    let signed = SignedErasureStatement(statement, by: try await bench.keyring().statementSigner)
    let new = Bench.masterKeyText(from: 50)
    try await bench.keyring(new + "," + Bench.masterKeyText(from: 1)).rewrap([])
    #expect(signed.isGenuine(to: try await bench.keyring(new).statementSigner))
  }

  @Test func `any other statement, signature or signer is not`() async throws {
    let signer = try await Bench().keyring().statementSigner
    let signed = SignedErasureStatement(statement, by: signer)
    func other(
      tenant: Tenant.ID = Bench.first, users: Int = 3, position: UInt64 = 17, hash: [UInt8] = [1, 2, 3], at: Int64 = 5
    ) -> ErasureStatement {
      ErasureStatement(
        tenant: tenant, counts: [.init(table: "calls", rows: 1200), .init(table: "users", rows: users)],
        auditHead: AuditHead(position: position, hash: AuditHash(hash)), at: Timestamp(microseconds: at))
    }
    #expect(SignedErasureStatement(other(), signature: signed.signature).isGenuine(to: signer))
    for changed in [
      other(tenant: Bench.second), other(users: 2), other(position: 18), other(hash: [1, 2]), other(at: 6),
    ] {
      #expect(!SignedErasureStatement(changed, signature: signed.signature).isGenuine(to: signer))
    }
    for bit in 0..<(signed.signature.bytes.count * 8) {
      var bytes = signed.signature.bytes
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      let altered = StatementSignature(publicKey: signed.signature.publicKey, bytes: bytes)
      #expect(!SignedErasureStatement(statement, signature: altered).isGenuine(to: signer))
    }
    let elsewhere = try await Bench().keyring().statementSigner
    #expect(!signed.isGenuine(to: elsewhere))
    #expect(!SignedErasureStatement(statement, by: elsewhere).isGenuine(to: signer))
  }
}
