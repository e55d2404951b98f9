import Sealing
import Testing
import VoiceCore

/// Everything that is kept or leaves the deployment, made by an independent implementation (Python's `cryptography` 48:
/// AESGCM, HKDF, Ed25519) from these keys: the master key is the bytes 1 to 32, key 0 the bytes 100 to 131, key 1 the bytes
/// 200 to 231. What is sealed today must open in ten years.
@Suite("The format of what is kept")
struct PublishedFormatTests {
  private func keyring() async throws -> TenantKeyring {
    let records = MemoryKeyRecords()
    let kept: [(Tenant.ID, String, String)] = [
      (
        Bench.first,
        "01000102030405060708090a0bb269210d0bdf54c84164ce5e5ce42bee706e55c2f6e86f61439b966a80bb52e749244c444223bdcb8a42361916beb0db",
        "010c0d0e0f1011121314151617e4ad78a4cae36be22d9033792c61cf71fff7de6f403e0f022a18cc3c65bee26005681fb20bc9f45714cc39270240e4d5"
      ),
      (
        .platform,
        "01000102030405060708090a0bb269210d0bdf54c84164ce5e5ce42bee706e55c2f6e86f61439b966a80bb52e724d5a9d4f65e9b1a688f36745fcd244d",
        "010c0d0e0f1011121314151617e4ad78a4cae36be22d9033792c61cf71fff7de6f403e0f022a18cc3c65bee2606899fa22bfb4d286f601394a4b337043"
      ),
    ]
    for (tenant, index, data) in kept {
      _ = try await records.add(
        WrappedKey(number: 0, masterKeyID: "10e74acf7def90b6", bytes: bytes(hex: index)), for: tenant)
      _ = try await records.add(
        WrappedKey(number: 1, masterKeyID: "10e74acf7def90b6", bytes: bytes(hex: data)), for: tenant)
    }
    return try await Bench(records: records).keyring()
  }

  @Test func `a sealed row opens`() async throws {
    let sealed = bytes(
      hex:
        "010000000118191a1b1c1d1e1f202122231adb26369828ebd8d090f040f5f96d08868ec0e7d99cbf0ea018c1dcd8a89a46ff8796865bfd4d8e"
    )
    let plain = try await keyring().cipher(for: Bench.first).open(sealed, as: .call(1))
    #expect(String(decoding: plain, as: UTF8.self) == "¡Hola, señora Núñez!")
  }

  @Test func `a blind index is the same`() async throws {
    let index = try await keyring().cipher(for: Bench.first)
      .blindIndex(of: Array("ada@example.com".utf8), for: "users.email")
    #expect(index == bytes(hex: "064f71d8cb4e7bcbc5796e2fefac8341"))
    #expect(
      try await keyring().platformIndex(of: Array("ada@example.com".utf8), for: "users.email") == index)
  }

  @Test func `a signature of a statement is genuine and made again`() async throws {
    // The curve's signatures are deterministic by RFC 8032, but implementations may hedge: only checking is compared.
    let signer = try await keyring().statementSigner
    let signature = StatementSignature(
      publicKey: bytes(hex: "91b1d9dfbdfb3c4d506c62158679e58f0fa357697ed5428ae17ab8d072b688ea"),
      bytes: bytes(
        hex:
          "82c94fb169314b93f44655feeb40cb01a46367d6416964e5ea354074926d07bd3b15f6c7e3daee10edc1a9c93a9df275cf561844df45be7859461992d4d7b106"
      ))
    #expect(signer.verify(signature, Array("x".utf8)))
    #expect(!signer.verify(signature, Array("y".utf8)))
    #expect(signer.sign(Array("x".utf8)).publicKey == signature.publicKey)
  }

  @Test func `the digest of audit chains and the marks of log lines are the same`() async throws {
    let keyring = try await keyring()
    #expect(
      keyring.auditDigest.of(Array("abc".utf8))
        == bytes(hex: "016566a347fb5ad0521f02d403cfce7771b0d582203260d58c5201f49690c771"))
    #expect(keyring.logMarks.mark("phone", "+14155550100") == "39678b2bd420")
    // FIPS 180-2, appendix B.1.
    #expect(
      AuditDigest.sha256.of(Array("abc".utf8))
        == bytes(hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
  }
}
