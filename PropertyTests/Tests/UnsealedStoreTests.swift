import MemoryStore
import Properties
import PropertyTesting
import SealedSubjects
import Testing
import VoiceCore

/// A law that finds nothing may be looking at nothing.
@Suite("Property 13 on stores that don't seal")
struct UnsealedStoreTests {
  @Test func `a file whose rows aren't sealed is found out`() async throws {
    try await expectFound(.sqlite(isSealed: false), "law.db")
  }

  @Test func `rows in memory that aren't sealed are found out`() async throws {
    try await expectFound(
      .model("memory") { _ in
        let store = MemoryStore().sealed(by: OpenCiphers())
        return (store, { store.bytes.map { Evidence("memory, \($0.table)", Array($0.table.utf8) + $0.bytes) } })
      }, "memory, ")
  }

  private func expectFound(_ source: SealedSource, _ place: String) async throws {
    let law = try #require(VerifiedProperty.all.first { $0.number == 13 }?.sealed)
    let report = await check(law(source), RunSettings(cases: 3, seed: 1))
    #expect(!report.passed)
    #expect(report.text().contains(place) && report.text().contains(" holds "), "\(report.text())")
  }
}

/// Seals nothing.
private struct OpenCiphers: RowCiphers {
  func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher { OpenCipher() }
  func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] { value }
  func forget(_ tenant: Tenant.ID) {}
}

private struct OpenCipher: TenantCipher {
  func seal(_ plain: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] { plain }
  func open(_ sealed: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] { sealed }
  func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8] { value }
}
