import PropertyTesting
import RowStore
import Testing

@Suite("The order of keys")
struct PartOrderTests {
  @Test func `bytes are in the order of their bytes, the shorter first when one begins with the other`() async {
    // Few values and shared beginnings, so that the difference comes late and lengths meet the machine's words.
    let bytes = Gen<[UInt8]>.array(of: .element(of: [0, 1, 0x7F, 0x80, 0xFF]), count: 0...20)
    let property = Property("bytes in order", for: zip(bytes, bytes, bytes)) { shared, left, right in
      let (one, other) = (shared + left, shared + right)
      try requireEqual(Part.bytes(one) < Part.bytes(other), one.lexicographicallyPrecedes(other))
    }
    let report = await check(property, RunSettings(cases: 2000))
    #expect(report.passed, "\(report.text())")
  }
}
