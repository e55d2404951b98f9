import NIOCore
import ObjectStorage
import PortContracts
import Simulators
import Testing
import VoiceCore

@Suite("Objects in a bucket", .timeLimit(.minutes(2)))
struct S3ObjectsTests {
  private static let tenant = Tenant.ID(0xA)
  private static let key: ObjectKey = {
    guard let key = ObjectKey(tenant: tenant, "calls", "1.wav") else { preconditionFailure("the names are good ones") }
    return key
  }()

  private static func limits(size: Int = 1 << 20, silence: TimeAmount = .seconds(10)) -> S3Limits {
    var limits = S3Limits()
    limits.size = size
    limits.silence = silence
    limits.patience = silence
    return limits
  }

  @Test(arguments: ObjectContract.checks(sizeLimit: 100_000))
  func `a bucket keeps the contract of object stores`(_ check: ContractCheck<any ObjectStore>) async throws {
    try await Store.run(limits: Self.limits(size: 100_000)) { try await check.run($0.objects) }
  }

  @Test func `an object lies under its key, with its digest`() async throws {
    try await Store.run { store in
      try await store.objects.put(Array("abc".utf8), at: Self.key)
      #expect(store.simulator.keys == [Self.key.text])
      #expect(store.simulator.bytes(at: Self.key.text) == Array("abc".utf8))
      #expect(store.simulator.requests == ["PUT /calls/\(Self.key.text)"])
      #expect(await store.objects.trouble() == nil)
    }
  }

  @Test(arguments: [
    ObjectStoreFault.slowDown, .internalError, .lostAnswer, .halfAnswer, .alteredByte, .badDigest,
  ])
  func `trouble that passes isn't noticed, and is rested after`(fault: ObjectStoreFault) async throws {
    try await Store.run { store in
      let bytes = Array(repeating: UInt8(7), count: 10_000)
      store.simulator.fail(fault)
      try await store.objects.put(bytes, at: Self.key)
      store.simulator.fail(fault, fault)
      #expect(try await store.objects.get(Self.key) == bytes)
      store.simulator.fail(fault)
      try await store.objects.delete(Self.key)
      #expect(store.simulator.keys == [])
      // Between nothing and the longest pause of that try, by chance.
      #expect(store.pauses.all.allSatisfy { $0 == .microseconds(300_000) } && store.pauses.all.count >= 2)
    }
  }

  @Test(arguments: [ObjectStoreFault.slowDown, .internalError, .lostAnswer, .badDigest])
  func `trouble that doesn't pass is unavailable after so many tries`(fault: ObjectStoreFault) async throws {
    try await Store.run { store in
      store.simulator.fail(fault, fault, fault)
      await #expect(throws: ObjectFailure.unavailable) { try await store.objects.put([1], at: Self.key) }
      #expect(store.simulator.requests.count == 3)
      try await store.objects.put([2], at: Self.key)
      #expect(try await store.objects.get(Self.key) == [2])
    }
  }

  @Test(arguments: [ObjectStoreFault.halfAnswer, .alteredByte])
  func `what came damaged is never given out`(fault: ObjectStoreFault) async throws {
    try await Store.run { store in
      try await store.objects.put(Array(repeating: 1, count: 5000), at: Self.key)
      store.simulator.fail(fault, fault, fault)
      await #expect(throws: ObjectFailure.unavailable) { _ = try await store.objects.get(Self.key) }
      #expect(try await store.objects.get(Self.key)?.count == 5000)
    }
  }

  @Test func `a store that says nothing is waited for, but not for ever`() async throws {
    try await Store.run(limits: Self.limits(silence: .milliseconds(500))) { store in
      store.simulator.fail(.silence, .silence, .silence)
      await #expect(throws: ObjectFailure.unavailable) { try await store.objects.delete(Self.key) }
      #expect(store.pauses.all.count == 2)
    }
  }

  @Test(arguments: [ObjectStoreFault.accessDenied, .otherRegion])
  func `a refusal is told at once`(fault: ObjectStoreFault) async throws {
    try await Store.run { store in
      store.simulator.fail(fault)
      await #expect(throws: ObjectFailure.unavailable) { _ = try await store.objects.get(Self.key) }
      #expect(store.simulator.requests.count == 1 && store.pauses.all.isEmpty)
    }
  }

  @Test func `a clock that is off, a wrong key, secret, region or bucket is named`() async throws {
    var skewed = Store.configuration
    skewed.secondsAhead = 1000
    try await Store.run(skewed) { #expect(await $0.objects.trouble() == .wrongClock) }
    skewed.secondsAhead = -1000
    try await Store.run(skewed) { #expect(await $0.objects.trouble() == .wrongClock) }
    skewed.secondsAhead = 600
    try await Store.run(skewed) { #expect(await $0.objects.trouble() == nil) }
    let stranger = S3Credentials(accessKeyID: "AKIDOTHER", secretAccessKey: "a/secret+key")
    try await Store.run(credentials: stranger) { #expect(await $0.objects.trouble() == .wrongKey) }
    let liar = S3Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "guessed")
    try await Store.run(credentials: liar) { #expect(await $0.objects.trouble() == .wrongSecret) }
    try await Store.run(region: "us-east-1") { #expect(await $0.objects.trouble() == .wrongRegion) }
    try await Store.run(bucket: "others") { #expect(await $0.objects.trouble() == .noSuchBucket) }
  }

  @Test func `a temporary key shows its token`() async throws {
    var configuration = Store.configuration
    configuration.sessionToken = "token//=="
    try await Store.run(configuration) { #expect(await $0.objects.trouble() == .expiredKey) }
    let credentials = S3Credentials(
      accessKeyID: "AKIDEXAMPLE", secretAccessKey: "a/secret+key", sessionToken: "token//==")
    try await Store.run(configuration, credentials: credentials) { store in
      try await store.objects.put([1], at: Self.key)
      #expect(try await store.objects.get(Self.key) == [1])
    }
  }

  @Test func `an object larger than the store takes is told so`() async throws {
    var narrow = Store.configuration
    narrow.maximumObjectBytes = 3
    try await Store.run(narrow) { store in
      await #expect(throws: ObjectFailure.tooLarge) { try await store.objects.put([1, 2, 3, 4], at: Self.key) }
    }
  }

  @Test func `more orders than are taken at once are unavailable, and none is lost`() async throws {
    var limits = Self.limits()
    limits.underWay = 2
    try await Store.run(limits: limits) { store in
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<20 {
          group.addTask {
            do {
              try await store.objects.put([1], at: Self.key)
              return true
            } catch {
              return false
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.count(where: { $0 }) == store.simulator.requests.count)
      try await store.objects.put([2], at: Self.key)
    }
  }

  @Test func `a tenant's objects that can't be deleted are told, and go with the next try`() async throws {
    try await Store.run { store in
      for index in 0..<30 {
        try await store.objects.put([1], at: try #require(ObjectKey(tenant: Self.tenant, "a\(index)")))
      }
      store.simulator.fail(nil, nil, .accessDenied)
      await #expect(throws: ObjectFailure.unavailable) {
        try await store.objects.deleteAny(of: Self.tenant, limit: 100)
      }
      let left = store.simulator.keys.count
      #expect((1..<30).contains(left))
      #expect(try await store.objects.deleteAny(of: Self.tenant, limit: 100) == left)
      #expect(try await store.objects.deleteAny(of: Self.tenant, limit: 100) == 0)
    }
  }
}
