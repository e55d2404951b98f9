import Sealing
import Testing
import VoiceCore

@Suite("Objects that are sealed piece by piece")
struct ObjectSealerTests {
  private let sealer = ObjectSealer()
  private let secret = ObjectSecret(drawing: { 7 })

  private static func key(_ name: String = "a", of tenant: UInt128 = 1) throws -> ObjectKey {
    try #require(ObjectKey(tenant: Tenant.ID(tenant), "recordings", name))
  }

  private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) } }

  @Test(arguments: [0, 1, ObjectSealer.pieceBytes - 1, ObjectSealer.pieceBytes, ObjectSealer.pieceBytes + 1])
  func `what was sealed opens, at every edge of a piece`(count: Int) throws {
    let plain = Self.bytes(count)
    let sealed = try sealer.seal(plain, under: secret, as: Self.key())
    #expect(try sealer.open(sealed, under: secret, as: Self.key()) == plain)
    #expect(try sealer.seal(plain, under: secret, as: Self.key()) != sealed)
  }

  @Test func `another tenant, another object, another secret and any changed byte open nothing`() throws {
    let sealed = try sealer.seal(Self.bytes(100), under: secret, as: Self.key())
    let others: [(ObjectSecret, ObjectKey)] = [
      (secret, try Self.key("b")), (secret, try Self.key(of: 2)), (ObjectSecret(drawing: { 8 }), try Self.key()),
    ]
    for (secret, key) in others {
      #expect(throws: SealFailure.tampered) { try sealer.open(sealed, under: secret, as: key) }
    }
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(throws: SealFailure.self) { try sealer.open(changed, under: secret, as: Self.key()) }
    }
  }

  @Test func `pieces that are left out, moved, repeated or cut open nothing`() throws {
    let piece = ObjectSealer.pieceBytes
    let sealed = try sealer.seal(Self.bytes(2 * piece + 5), under: secret, as: Self.key())
    let whole = piece + (sealed.count - 1 - 2 * piece - 5) / 3
    let (first, second, last) = (
      sealed[1..<1 + whole], sealed[(1 + whole)..<(1 + 2 * whole)], sealed[(1 + 2 * whole)...]
    )
    let orders: [[ArraySlice<UInt8>]] = [
      [], [first], [first, second], [first, last], [second, first, last], [first, first, second, last], [last],
      [first, second, last, last], [first, second, last.dropLast()],
    ]
    for order in orders {
      let altered = sealed.prefix(1) + order.flatMap(\.self)
      #expect(throws: SealFailure.tampered) { try sealer.open(Array(altered), under: secret, as: Self.key()) }
    }
  }
}
