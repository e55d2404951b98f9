import Sealing
import Testing
import VoiceCore

@Suite("Master keys")
struct MasterKeysTests {
  static let one = Bench.masterKeyText(from: 1)
  static let two = Bench.masterKeyText(from: 2)

  static let refused: [(String, MasterKeyFailure)] = [
    ("", .missing), (" ,\n", .missing), ("not base64!", .notBase64(position: 1)),
    (base64([1, 2, 3]), .wrongLength(position: 1, bytes: 3)),
    ("\(one),\(base64(Array(1...33)))", .wrongLength(position: 2, bytes: 33)),
    (base64(Array(repeating: 0, count: 32)), .notRandom(position: 1)),
    ("\(one) \(two) \(one)", .repeated(position: 3)),
    (String(repeating: "\(one),", count: 9), .tooMany(9)),
  ]

  @Test(arguments: refused)
  func `what is no key is refused, naming the setting and not the text`(text: String, failure: MasterKeyFailure) {
    let thrown = #expect(throws: MasterKeyFailure.self) { try MasterKeys(text) }
    #expect(thrown == failure)
    #expect(failure.description.hasPrefix("VOICECORE_MASTER_KEY"))
    #expect(text.isEmpty || !failure.description.contains(text))
  }

  @Test func `a new key can be used and is never the same`() throws {
    let texts = (0..<50).map { _ in MasterKeys.newKeyText() }
    #expect(Set(texts).count == texts.count)
    for text in texts { #expect(try MasterKeys(text).ids.count == 1) }
  }

  @Test func `the first wraps, all unwrap`() async throws {
    let old = try MasterKeys(Self.one)
    let both = try MasterKeys(Self.two + "," + Self.one)
    let key = Array(1...32 as ClosedRange<UInt8>)
    let byOld = try await old.wrap(key, number: 1, for: Bench.first)
    let byNew = try await both.wrap(key, number: 1, for: Bench.first)
    #expect(byOld.masterKeyID == old.ids[0])
    #expect(byNew.masterKeyID == both.ids[0])
    #expect(try await both.unwrap(byOld, for: Bench.first) == key)
    #expect(try await both.unwrap(byNew, for: Bench.first) == key)
    #expect(!both.isCurrent(byOld) && both.isCurrent(byNew))
    await #expect(throws: SealFailure.unknownMasterKey) { try await old.unwrap(byNew, for: Bench.first) }
  }

  @Test func `a wrapped key belongs to its tenant and number, and every flipped bit is found`() async throws {
    let masters = try MasterKeys(Self.one)
    let wrapped = try await masters.wrap(Array(1...32), number: 1, for: Bench.first)
    await #expect(throws: SealFailure.tampered) { try await masters.unwrap(wrapped, for: Bench.second) }
    let renumbered = WrappedKey(number: 2, masterKeyID: wrapped.masterKeyID, bytes: wrapped.bytes)
    await #expect(throws: SealFailure.tampered) { try await masters.unwrap(renumbered, for: Bench.first) }
    for bit in 0..<(wrapped.bytes.count * 8) {
      var altered = wrapped.bytes
      altered[bit / 8] ^= 1 << UInt8(bit % 8)
      let key = WrappedKey(number: 1, masterKeyID: wrapped.masterKeyID, bytes: altered)
      let expected: SealFailure = bit < 8 ? .unsupportedVersion : .tampered
      await #expect(throws: expected) { try await masters.unwrap(key, for: Bench.first) }
    }
    await #expect(throws: SealFailure.tampered) {
      try await masters.unwrap(WrappedKey(number: 1, masterKeyID: wrapped.masterKeyID, bytes: []), for: Bench.first)
    }
  }

  @Test func `printing shows names and no key`() throws {
    let masters = try MasterKeys(Self.one)
    var dumped = ""
    dump(masters, to: &dumped)
    for text in ["\(masters)", String(reflecting: masters), dumped] {
      #expect(text.contains(masters.ids[0]))
      #expect(!text.contains(Self.one.prefix(8)) && !text.contains("01020304") && !text.contains("[1, 2"))
    }
  }
}
