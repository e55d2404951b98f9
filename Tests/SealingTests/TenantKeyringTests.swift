import Sealing
import Testing
import VoiceCore

@Suite("The tenants' keyring")
struct TenantKeyringTests {
  let bench = Bench()

  @Test func `a hundred first uses at once make one set of keys`() async throws {
    let arrived = Steps()
    // The first reader is held until all have asked, so that they truly meet.
    let bench = Bench(
      records: MemoryKeyRecords { tenant in
        guard tenant == Bench.first else { return }
        while arrived.count < 100 { await Task.yield() }
      })
    let keyring = try await bench.keyring()
    let sealed = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for number in 0..<100 as Range<UInt8> {
        group.addTask {
          arrived.take()
          return try await keyring.cipher(for: Bench.first).seal([number], as: .call(number))
        }
      }
      return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
    }
    #expect(bench.records.kept(of: Bench.first).map(\.number) == [0, 1])
    #expect(bench.records.reads <= 4)
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    let opened = sealed.compactMap { bytes in
      (0..<100 as Range<UInt8>).first { (try? cipher.open(bytes, as: .call($0))) == [$0] }
    }
    #expect(Set(opened).count == 100)
  }

  @Test func `many nodes that begin at once have the same keys`() async throws {
    let nodes = try await withThrowingTaskGroup(of: TenantKeyring.self) { group in
      for _ in 0..<10 { group.addTask { try await bench.keyring() } }
      return try await group.reduce(into: [TenantKeyring]()) { $0.append($1) }
    }
    let ciphers = try await withThrowingTaskGroup(of: (any TenantCipher).self) { group in
      for node in nodes { group.addTask { try await node.cipher(for: Bench.first) } }
      return try await group.reduce(into: [any TenantCipher]()) { $0.append($1) }
    }
    let sealed = try ciphers[0].seal([7], as: .call(1))
    for cipher in ciphers { #expect(try cipher.open(sealed, as: .call(1)) == [7]) }
    #expect(Set(nodes.map { $0.platformIndex(of: [1], for: "numbers") }).count == 1)
    #expect(Set(ciphers.map { $0.blindIndex(of: [1], for: "users.email") }).count == 1)
  }

  @Test func `a maker who died between the two keys is followed by one who goes on`() async throws {
    _ = try await bench.keyring().cipher(for: Bench.first)
    bench.records.lose(1, of: Bench.first)
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    #expect(try cipher.open(cipher.seal([1], as: .call(1)), as: .call(1)) == [1])
  }

  @Test func `looking at a tenant makes no keys, and finds none that nobody made`() async throws {
    let keyring = try await bench.keyring()
    let looked = try await keyring.knownCipher(for: Bench.first)
    #expect(!looked.hasKeys && bench.records.kept(of: Bench.first) == [] && keyring.count == 0)
    #expect(throws: SealFailure.keyUnavailable) { try looked.seal([1], as: .call(1)) }
    let made = try await keyring.cipher(for: Bench.first)
    #expect(made.hasKeys && looked.blindIndex(of: [1], for: "x") != made.blindIndex(of: [1], for: "x"))
    // Sealed since it looked: to be looked at again, not damaged.
    let sealed = try made.seal([1], as: .call(1))
    #expect(throws: SealFailure.unknownKey) { try looked.open(sealed, as: .call(1)) }
    let again = try await keyring.knownCipher(for: Bench.first)
    #expect(try again.hasKeys && again.open(sealed, as: .call(1)) == [1])
    // Its maker died between the two: nothing was sealed.
    bench.records.lose(1, of: Bench.first)
    #expect(try await bench.keyring().knownCipher(for: Bench.first).hasKeys == false)
    try await bench.records.destroy(keysOf: Bench.second)
    await #expect(throws: SealFailure.destroyed) { _ = try await keyring.knownCipher(for: Bench.second) }
  }

  @Test func `who writes beside a hundred who look gets keys`() async throws {
    let keyring = try await bench.keyring()
    let sealed = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      for number in 0..<101 as Range<UInt8> {
        group.addTask {
          guard number == 50 else {
            _ = try await keyring.knownCipher(for: Bench.first)
            return nil
          }
          return try await keyring.cipher(for: Bench.first).seal([number], as: .call(1))
        }
      }
      return try await group.compactMap { $0 }.reduce(into: [[UInt8]]()) { $0.append($1) }
    }
    #expect(sealed.count == 1 && bench.records.kept(of: Bench.first).map(\.number) == [0, 1])
  }

  @Test func `an index key that was lost is reported, not replaced`() async throws {
    _ = try await bench.keyring().cipher(for: Bench.first)
    bench.records.lose(0, of: Bench.first)
    let keyring = try await bench.keyring()
    await #expect(throws: SealFailure.tampered) { try await keyring.cipher(for: Bench.first) }
    #expect(bench.records.kept(of: Bench.first).map(\.number) == [1])
  }

  @Test func `a rotated key seals what comes, the old one opens what was`() async throws {
    let keyring = try await bench.keyring()
    var sealed: [[UInt8]] = []
    for round in 0..<5 as Range<UInt8> {
      sealed.append(try await keyring.cipher(for: Bench.first).seal([round], as: .call(round)))
      #expect(try await keyring.rotate(Bench.first) == UInt32(round) + 2)
    }
    #expect(sealed.map { $0[4] } == [1, 2, 3, 4, 5])
    let cipher = try await bench.keyring().cipher(for: Bench.first)
    for round in 0..<5 as Range<UInt8> {
      #expect(try cipher.open(sealed[Int(round)], as: .call(round)) == [round])
    }
  }

  @Test func `another node finds the new key when a row names it`() async throws {
    let one = try await bench.keyring()
    let other = try await bench.keyring()
    let before = try await other.cipher(for: Bench.first)
    try await one.rotate(Bench.first)
    let sealed = try await one.cipher(for: Bench.first).seal([1], as: .call(1))
    #expect(throws: SealFailure.unknownKey) { try before.open(sealed, as: .call(1)) }
    #expect(try await other.cipher(for: Bench.first).open(sealed, as: .call(1)) == [1])
  }

  @Test func `who is refused reads the keys anew, once for all who are`() async throws {
    let one = try await bench.keyring()
    let other = try await bench.keyring()
    let before = try await other.cipher(for: Bench.first)
    #expect(try await one.rotate(Bench.first) == 2)
    #expect(before.generation == 1)
    let reads = bench.records.reads
    for _ in 0..<9 { other.reload(Bench.first, insteadOf: before) }
    let after = try await other.cipher(for: Bench.first)
    // Those who come late find others at hand.
    for _ in 0..<9 { other.reload(Bench.first, insteadOf: before) }
    #expect(try await other.cipher(for: Bench.first).generation == 2 && after.generation == 2)
    #expect(bench.records.reads == reads + 1)
  }

  @Test func `a retired key opens nothing any more, and the newest stays whatever is asked`() async throws {
    let keyring = try await bench.keyring()
    let sealed = try await keyring.cipher(for: Bench.first).seal([1], as: .call(1))
    let index = try await keyring.cipher(for: Bench.first).blindIndex(of: [1], for: "users.email")
    try await keyring.rotate(Bench.first)
    #expect(try await keyring.numbers(of: Bench.first) == [1, 2])
    try await keyring.retire(below: 99, of: Bench.first)
    #expect(try await keyring.numbers(of: Bench.first) == [2])
    let cipher = try await keyring.cipher(for: Bench.first)
    #expect(throws: SealFailure.unknownKey) { try cipher.open(sealed, as: .call(1)) }
    #expect(cipher.misses)
    let again = try await keyring.cipher(for: Bench.first)
    #expect(throws: SealFailure.tampered) { try again.open(sealed, as: .call(1)) }
    #expect(again.blindIndex(of: [1], for: "users.email") == index)
    #expect(try await keyring.numbers(of: Bench.second) == [])
    #expect(bench.records.kept(of: Bench.second) == [])
  }

  @Test func `a row that names a key nobody has makes the records be read once, not each time`() async throws {
    let keyring = try await bench.keyring()
    var sealed = try await keyring.cipher(for: Bench.first).seal([1], as: .call(1))
    sealed[4] = 9
    let altered = sealed
    await #expect(throws: SealFailure.unknownKey) {
      try await keyring.cipher(for: Bench.first).open(altered, as: .call(1))
    }
    let reads = bench.records.reads
    for _ in 0..<5 {
      await #expect(throws: SealFailure.tampered) {
        try await keyring.cipher(for: Bench.first).open(altered, as: .call(1))
      }
    }
    #expect(bench.records.reads == reads + 1)
  }

  @Test func `a new master key takes over and nothing is lost`() async throws {
    let old = Bench.masterKeyText(from: 1)
    let new = Bench.masterKeyText(from: 2)
    let before = try await bench.keyring(old)
    let sealed = try await before.cipher(for: Bench.first).seal([1], as: .call(1))
    _ = try await before.cipher(for: Bench.second)
    try await bench.records.destroy(keysOf: Bench.second)
    let between = try await bench.keyring(new + "," + old)
    #expect(try await between.rewrap([Bench.first, Bench.second]) == 4)
    #expect(try await between.rewrap([Bench.first, Bench.second]) == 0)
    let after = try await bench.keyring(new)
    #expect(try await after.cipher(for: Bench.first).open(sealed, as: .call(1)) == [1])
    await #expect(throws: SealFailure.unknownMasterKey) { try await bench.keyring(old) }
  }

  @Test func `destroyed means unreadable, at once and for ever`() async throws {
    let keyring = try await bench.keyring()
    let cipher = try await keyring.cipher(for: Bench.first)
    let sealed = try cipher.seal([1], as: .call(1))
    let index = cipher.blindIndex(of: [1], for: "users.email")
    try await bench.records.destroy(keysOf: Bench.first)
    keyring.forget(Bench.first)
    #expect(throws: SealFailure.destroyed) { try cipher.open(sealed, as: .call(1)) }
    #expect(throws: SealFailure.destroyed) { try cipher.seal([1], as: .call(1)) }
    #expect(cipher.blindIndex(of: [1], for: "users.email") != index)
    await #expect(throws: SealFailure.destroyed) { try await keyring.cipher(for: Bench.first) }
    await #expect(throws: SealFailure.destroyed) { try await keyring.rotate(Bench.first) }
    let anew = try await bench.keyring()
    await #expect(throws: SealFailure.destroyed) { try await anew.cipher(for: Bench.first) }
    #expect(try await keyring.cipher(for: Bench.second).seal([1], as: .call(1, of: Bench.second)).count == 34)
  }

  @Test func `another node that nobody told forgets when its keys come of age`() async throws {
    let other = try await bench.keyring()
    _ = try await other.cipher(for: Bench.first)
    try await bench.records.destroy(keysOf: Bench.first)
    bench.clock.advance(by: TenantKeyring.standardMaximumAge - .seconds(1))
    _ = try await other.cipher(for: Bench.first)
    bench.clock.advance(by: .seconds(1))
    await #expect(throws: SealFailure.destroyed) { try await other.cipher(for: Bench.first) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `keys that are destroyed while they are being read are not used`() async throws {
    let steps = Steps()
    let bench = Bench(
      records: MemoryKeyRecords { tenant in
        // The records are read; they are destroyed and forgotten before the reader goes on.
        guard tenant == Bench.first, steps.count == 1 else { return }
        steps.take()
        while steps.count == 2 { await Task.yield() }
      })
    _ = try await bench.keyring().cipher(for: Bench.first)
    let keyring = try await bench.keyring()
    steps.take()
    async let asked = keyring.cipher(for: Bench.first)
    while steps.count < 2 { await Task.yield() }
    try await bench.records.destroy(keysOf: Bench.first)
    keyring.forget(Bench.first)
    steps.take()
    let outcome: SealFailure?
    do {
      _ = try await asked
      outcome = nil
    } catch {
      outcome = error as? SealFailure
    }
    #expect(outcome == .destroyed)
    #expect(keyring.count == 0)
  }

  @Test func `as many tenants are kept as may be, those that were used last`() async throws {
    let keyring = try await bench.keyring(capacity: 3)
    for number in 1...3 as ClosedRange<UInt128> { _ = try await keyring.cipher(for: Tenant.ID(number)) }
    _ = try await keyring.cipher(for: Tenant.ID(1))
    let evicted = try await keyring.cipher(for: Tenant.ID(2))
    _ = try await keyring.cipher(for: Tenant.ID(1))
    _ = try await keyring.cipher(for: Tenant.ID(3))
    _ = try await keyring.cipher(for: Tenant.ID(1))
    _ = try await keyring.cipher(for: Tenant.ID(4))
    #expect(keyring.count == 3)
    let reads = bench.records.reads
    for number in [1, 3, 4] as [UInt128] { _ = try await keyring.cipher(for: Tenant.ID(number)) }
    #expect(bench.records.reads == reads)
    _ = try await keyring.cipher(for: Tenant.ID(2))
    #expect(bench.records.reads == reads + 1)
    // A cipher that is still held goes on.
    let identity = RowIdentity.call(1, of: Tenant.ID(2))
    #expect(try evicted.open(evicted.seal([1], as: identity), as: identity) == [1])
  }

  @Test func `a store that is away is reported and asked again`() async throws {
    let keyring = try await bench.keyring()
    for (failure, seen) in [
      (StoreFailure.unavailable, SealFailure.keyUnavailable), (.conflict, .keyUnavailable), (.corrupt, .tampered),
    ] {
      bench.records.fail(with: failure)
      await #expect(throws: seen) { try await keyring.cipher(for: Bench.first) }
    }
    bench.records.fail(with: nil)
    _ = try await keyring.cipher(for: Bench.first)
  }
}
