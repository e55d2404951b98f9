public import VoiceCore

/// What every object store keeps, sentence by sentence. Each check wants a store of its own that holds nothing yet.
public enum ObjectContract {
  /// All sentences, for stores that keep objects of at most that many bytes. Up to twice as many are held in memory.
  public static func checks(sizeLimit: Int) -> [ContractCheck<any ObjectStore>] {
    keeping + naming + [
      ContractCheck("an object of the largest size is kept, one byte more is refused and changes nothing") { store in
        let largest = bytes(sizeLimit, seed: 3)
        try await store.put(largest, at: key("a.wav"))
        let failure = await failure { () throws(ObjectFailure) in
          try await store.put(largest + [0], at: key("a.wav"))
        }
        try expect("the failure", failure, is: .tooLarge)
        try expect(try await store.get(key("a.wav")) == largest, "the largest object was not kept, or was changed")
      }
    ]
  }

  private static let keeping: [ContractCheck<any ObjectStore>] = [
    ContractCheck("an object comes back byte for byte, the empty one too") { store in
      for (index, kept) in [bytes(100_000, seed: 1), [], Array(0...255), [0], bytes(4096, seed: 2)].enumerated() {
        try await store.put(kept, at: key("a\(index).wav"))
        try expect(try await store.get(key("a\(index).wav")) == kept, "object \(index) came back changed")
      }
    },
    ContractCheck("all objects of a tenant go, a few at a time, and no other tenant's") { store in
      for name in ["a.wav", "b.wav", "c.wav"] { try await store.put([1], at: key(name)) }
      try await store.put([2], at: key("deep", "er", "d.wav"))
      guard let other = ObjectKey(tenant: Sample.tenantB, "a.wav") else { return }
      try await store.put([3], at: other)
      try expect("of nobody", try await store.deleteAny(of: Sample.id(0xC), limit: 10), is: 0)
      try expect("none", try await store.deleteAny(of: Sample.tenantA, limit: 0), is: 0)
      var counts: [Int] = []
      repeat { counts.append(try await store.deleteAny(of: Sample.tenantA, limit: 3)) } while counts.last ?? 0 > 0
      try expect("how many went at a time", counts, is: [3, 1, 0])
      for name in ["a.wav", "b.wav", "c.wav"] { try expect(name, try await store.get(key(name)), is: nil) }
      try expect("the deep one", try await store.get(key("deep", "er", "d.wav")), is: nil)
      try expect("the other tenant's", try await store.get(other), is: [3])
      try await store.put([4], at: key("a.wav"))
      try expect("a new one", try await store.get(key("a.wav")), is: [4])
    },
    ContractCheck("a key under which nothing is kept gives nothing, and deleting it is no error") { store in
      try expect("absent", try await store.get(key("absent")), is: nil)
      try await store.delete(key("absent"))
      try await store.delete(key("deeper", "absent"))
    },
    ContractCheck("a later object takes the place of an earlier one, shorter or longer") { store in
      for size in [10, 1000, 1, 0, 5000] {
        try await store.put(bytes(size, seed: UInt8(size % 251)), at: key("a.wav"))
        try expect(
          try await store.get(key("a.wav")) == bytes(size, seed: UInt8(size % 251)), "\(size) bytes came back changed")
      }
    },
    ContractCheck("a deleted object is gone, its neighbours stay, and it can be kept again") { store in
      for name in ["a.wav", "b.wav"] { try await store.put([1, 2], at: key(name)) }
      for _ in 1...2 { try await store.delete(key("a.wav")) }
      try expect("deleted", try await store.get(key("a.wav")), is: nil)
      try expect("the neighbour", try await store.get(key("b.wav")), is: [1, 2])
      try await store.put([3], at: key("a.wav"))
      try expect("again", try await store.get(key("a.wav")), is: [3])
    },
    ContractCheck("readers see the old object or the new one, never a part, while writers don't rest") { store in
      let size = 50_000
      try await store.put(bytes(size, seed: 0), at: key("a.wav"))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<2 {
          group.addTask {
            for round in 1...20 {
              // Sizes differ too, so that a mixture shows.
              let seed = UInt8(writer * 100 + round)
              try await store.put(bytes(size + Int(seed), seed: seed), at: key("a.wav"))
            }
          }
        }
        group.addTask {
          for _ in 1...60 {
            let seen = try await store.get(key("a.wav")) ?? []
            try expect(
              seen == bytes(seen.count, seed: UInt8(max(0, seen.count - size))), "a part of an object was seen")
          }
        }
        try await group.waitForAll()
      }
    },
    ContractCheck("a cancelled task leaves the old object or the new one") { store in
      try await store.put([1], at: key("a.wav"))
      let task = Task { try await store.put([2, 2], at: key("a.wav")) }
      task.cancel()
      _ = await task.result
      let seen = try await store.get(key("a.wav"))
      try expect(seen == [1] || seen == [2, 2], "something else was left")
    },
  ]

  private static let naming: [ContractCheck<any ObjectStore>] = [
    ContractCheck("two tenants' objects of the same name are two objects") { store in
      try await store.put([1], at: key("a.wav", of: Sample.tenantA))
      try await store.put([2], at: key("a.wav", of: Sample.tenantB))
      try await store.delete(key("a.wav", of: Sample.tenantB))
      try expect("ours", try await store.get(key("a.wav", of: Sample.tenantA)), is: [1])
      try expect("theirs", try await store.get(key("a.wav", of: Sample.tenantB)), is: nil)
    },
    ContractCheck("a key that goes on from another key is another object") { store in
      let keys = [
        key("calls"), key("calls", "1"), key("calls", "1", "a"), key("calls.1"), key("Calls"), key("calls-1"),
      ]
      for (index, key) in (keys + keys.reversed()).enumerated() { try await store.put([UInt8(index)], at: key) }
      for (index, key) in keys.enumerated() { try expect("\(key)", try await store.get(key), is: [UInt8(11 - index)]) }
      try await store.delete(keys[0])
      try expect("deeper", try await store.get(keys[1]), is: [10])
    },
    ContractCheck("keys of the greatest length and depth are good") { store in
      let part = String(repeating: "x", count: ObjectKey.maximumPartLength)
      let long = key(part, part, part, part, part, part, part, part)
      try await store.put([7], at: long)
      try expect("the object", try await store.get(long), is: [7])
    },
  ]

  private static func failure(_ work: () async throws(ObjectFailure) -> Void) async -> ObjectFailure? {
    do throws(ObjectFailure) {
      try await work()
      return nil
    } catch {
      return error
    }
  }

  private static func key(_ parts: String..., of tenant: Tenant.ID = Sample.tenantA) -> ObjectKey {
    let key: ObjectKey? =
      switch parts.count {
      case 1: ObjectKey(tenant: tenant, parts[0])
      case 2: ObjectKey(tenant: tenant, parts[0], parts[1])
      case 3: ObjectKey(tenant: tenant, parts[0], parts[1], parts[2])
      default:
        ObjectKey(tenant: tenant, parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7])
      }
    guard let key else { preconditionFailure("a sample is no key") }
    return key
  }

  /// Bytes that differ by seed and place.
  private static func bytes(_ count: Int, seed: UInt8) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) &+ seed }
  }
}
