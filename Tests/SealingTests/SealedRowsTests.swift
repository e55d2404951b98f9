import Sealing
import Testing
import VoiceCore

@Suite("Sealed rows")
struct SealedRowsTests {
  let bench = Bench()

  @Test func `what is sealed opens as the same row`() async throws {
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    for length in [0, 1, 15, 16, 17, 200, 2000, 70_000] {
      let plain = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
      let sealed = try cipher.seal(plain, as: .call(1))
      #expect(sealed.count == length + 33)
      #expect(try cipher.open(sealed, as: .call(1)) == plain)
    }
  }

  @Test func `the plain bytes don't stand in the sealed ones, and no two sealings are equal`() async throws {
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    let canary = Array("canary +14155550100".utf8)
    let sealed = try (0..<200).map { _ in try cipher.seal(canary, as: .call(1)) }
    #expect(Set(sealed).count == sealed.count)
    for bytes in sealed {
      #expect(!bytes.indices.contains { bytes[$0...].starts(with: canary.prefix(6)) })
    }
  }

  @Test func `every flipped bit is an error`() async throws {
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    let sealed = try cipher.seal(Array("a caller's words".utf8), as: .call(1))
    for bit in 0..<(sealed.count * 8) {
      var altered = sealed
      altered[bit / 8] ^= 1 << UInt8(bit % 8)
      let failure = #expect(throws: SealFailure.self) { try cipher.open(altered, as: .call(1)) }
      switch bit / 8 {
      case 0: #expect(failure == .unsupportedVersion)
      // After some numbers that nobody has, a row that names one more is believed to be altered.
      case 1...4: #expect(failure == .unknownKey || failure == .tampered)
      default: #expect(failure == .tampered)
      }
    }
    #expect(try cipher.open(sealed, as: .call(1)).count == 16)
  }

  @Test func `every cut and every added byte is an error`() async throws {
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    let sealed = try cipher.seal([1, 2, 3], as: .call(1))
    for length in 0..<sealed.count {
      #expect(throws: SealFailure.tampered) { try cipher.open(Array(sealed.prefix(length)), as: .call(1)) }
    }
    #expect(throws: SealFailure.tampered) { try cipher.open(sealed + [0], as: .call(1)) }
  }

  @Test func `a row moved to another place is refused`() async throws {
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    let sealed = try cipher.seal([1], as: .call(1))
    let places = [
      RowIdentity.call(2), RowIdentity(table: "users", tenant: Bench.first, key: [1]),
      RowIdentity(table: "calls", tenant: Bench.first, key: [1, 0]),
      RowIdentity(table: "call", tenant: Bench.first, key: Array("s".utf8) + [1]),
    ]
    for place in places { #expect(throws: SealFailure.tampered) { try cipher.open(sealed, as: place) } }
  }

  @Test func `another tenant's cipher opens nothing and is refused the row`() async throws {
    let keyring = try await bench.keyring()
    let first = try await keyring.cipher(for: Bench.first)
    let second = try await keyring.cipher(for: Bench.second)
    let sealed = try first.seal([1], as: .call(1))
    #expect(throws: SealFailure.tampered) { try second.open(sealed, as: .call(1, of: Bench.second)) }
    #expect(throws: SealFailure.wrongTenant) { try second.open(sealed, as: .call(1)) }
    #expect(throws: SealFailure.wrongTenant) { try second.seal([1], as: .call(1)) }
  }

  @Test func `more than the limit is refused`() async throws {
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    #expect(throws: SealFailure.tooLong) {
      try cipher.seal(Array(repeating: 0, count: SealLimits.maximumPlainBytes + 1), as: .call(1))
    }
  }

  @Test func `a key seals as often as it may and no more, and says before that it is due`() async throws {
    let keyring = try await bench.keyring(sealLimit: 4)
    let cipher = try await keyring.cipher(for: Bench.first)
    var sealed = try cipher.seal([1], as: .call(1))
    #expect(keyring.dueForRotation.isEmpty)
    for _ in 1..<4 { sealed = try cipher.seal([1], as: .call(1)) }
    #expect(keyring.dueForRotation == [Bench.first])
    #expect(throws: SealFailure.keyExhausted) { try cipher.seal([1], as: .call(1)) }
    #expect(try cipher.open(sealed, as: .call(1)) == [1])
    try await keyring.rotate(Bench.first)
    let next = try await keyring.cipher(for: Bench.first)
    #expect(try next.open(next.seal([2], as: .call(1)), as: .call(1)) == [2])
    #expect(keyring.dueForRotation.isEmpty)
  }
}
