import Testing
import VoiceCore

@Suite("What a row is sealed as")
struct RowIdentityTests {
  @Test func `different rows have different bytes, however the parts are cut`() {
    var identities: [RowIdentity] = []
    for table in ["", "a", "b", "aa", "ab", "calls", "call"] {
      for tenant in [0, 1, 256, UInt128.max] as [UInt128] {
        for key in [[], [0], [0, 0], [97], [115], [115, 0], Array(repeating: 0, count: 16)] as [[UInt8]] {
          identities.append(RowIdentity(table: table, tenant: Tenant.ID(tenant), key: key))
        }
      }
    }
    #expect(Set(identities.map(\.associatedData)).count == identities.count)
  }

  @Test func `the bytes are these, in every version`() {
    let bytes = RowIdentity(table: "ab", tenant: Tenant.ID(1), key: [9]).associatedData
    let expected: [UInt8] =
      [0, 0, 0, 0, 0, 0, 0, 15] + Array("voicecore row 1".utf8) + [0, 0, 0, 0, 0, 0, 0, 2, 97, 98]
      + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] + [0, 0, 0, 0, 0, 0, 0, 1, 9]
    #expect(bytes == expected)
  }

  @Test func `numbers are big-endian and keep their sign`() {
    var bytes = CanonicalBytes(of: "")
    bytes.append(Int16(-2))
    bytes.append(UInt32(0x0102_0304))
    bytes.append(UInt8(255))
    bytes.append(String?.none) { $0.append($1) }
    bytes.append("x") { $0.append($1) }
    #expect(
      bytes.bytes == [0, 0, 0, 0, 0, 0, 0, 0, 255, 254, 1, 2, 3, 4, 255, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 120])
  }
}
