import Testing
import VoiceCore

@Suite("Failures of sealing")
struct SealFailureTests {
  @Test func `each has a sentence of its own`() {
    #expect(Set(SealFailure.allCases.map(\.description)).count == SealFailure.allCases.count)
  }

  @Test func `what trying again may mend is unavailable to those who ask the store, an altered row is corrupt`() {
    let meanings: [SealFailure: StoreFailure] = [
      .keyUnavailable: .unavailable, .unknownKey: .unavailable, .keyExhausted: .unavailable, .destroyed: .notFound,
      .tampered: .corrupt, .wrongTenant: .corrupt, .unsupportedVersion: .corrupt, .unknownMasterKey: .corrupt,
      .tooLong: .corrupt,
    ]
    #expect(meanings.count == SealFailure.allCases.count)
    for (failure, meaning) in meanings { #expect(StoreFailure(failure) == meaning) }
  }

  @Test func `records that are gone are destroyed keys, and what can't be reached is asked again`() {
    #expect(SealFailure(StoreFailure.notFound) == .destroyed)
    #expect(SealFailure(StoreFailure.corrupt) == .tampered)
    for failure in [StoreFailure.unavailable, .conflict, .scopeEnded, .taken(.domain)] {
      #expect(SealFailure(failure) == .keyUnavailable)
    }
  }

  @Test func `a wrapped key shows no byte`() {
    let key = WrappedKey(number: 3, masterKeyID: "ab12", bytes: [211, 212, 213])
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(text.contains("ab12"))
      #expect(!text.contains("211") && !text.contains("213"))
    }
  }
}
