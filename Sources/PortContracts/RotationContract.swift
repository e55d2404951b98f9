public import VoiceCore

/// A store's rows and its key records, before it is known which node's keys seal them.
public struct SealableRows: Sendable {
  /// Where the tenants' wrapped keys are kept.
  public let records: any TenantKeyRecords
  /// The store as a node sees it, whose keys these are, and how it seals rows anew.
  public let sealed: @Sendable (any RowCiphers) -> (store: any ErasableStore, renewal: any SealRenewal)

  /// Rows that are sealed by what a node has.
  public init(
    records: any TenantKeyRecords,
    sealed: @escaping @Sendable (any RowCiphers) -> (store: any ErasableStore, renewal: any SealRenewal)
  ) {
    self.records = records
    self.sealed = sealed
  }
}

/// What holds while tenants' data keys are rotated, sentence by sentence. Each check wants rows of its own: none yet.
public enum RotationContract {
  /// All sentences.
  public static let checks: [ContractCheck<SealableRows>] = rotating + renewing

  private static let rotating: [ContractCheck<SealableRows>] = [
    ContractCheck("a rotation changes nothing of what is read, on nodes that have the old key at hand too") { rows in
      let (one, other) = (Node(1, rows), Node(2, rows))
      try await one.fill()
      try expect("before", try await other.contents(), is: .filled)
      try expect("the new key", try await one.keys.rotate(Sample.tenantA), is: 2)
      try expect("after", try await one.contents(), is: .filled)
      try expect("elsewhere", try await other.contents(), is: .filled)
      // A row under the new key is read by who has never heard of it, in a snapshot and in a unit of work.
      try await one.say("new")
      try expect("a new row elsewhere", try await other.heard(), is: ["new"])
      let third = Node(3, rows)
      _ = try await third.heard()
      _ = try await one.keys.rotate(Sample.tenantA)
      try await one.say("newer")
      let heard = try await third.store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.transcript(of: Sample.id(2)).map(\.text)
      }
      try expect("in a unit of work", heard, is: ["new", "newer"])
    },
    ContractCheck("after a rotation nobody's rows come to be under the old key") { rows in
      let (one, other) = (Node(1, rows), Node(2, rows))
      try await one.fill()
      _ = try await other.contents()
      _ = try await one.keys.rotate(Sample.tenantA)
      // It has only the old key at hand, and nobody told it.
      try await other.say("late")
      let newest = Node(3, rows, reach: .newest)
      try expect("under the newest alone", try await newest.heard(), is: ["late"])
      let failure = await StoreContract.failure { () throws(StoreFailure) in _ = try await newest.contents() }
      try expect("what is under the old one", failure, is: .unavailable)
    },
    ContractCheck("a body under way while its tenant's key is rotated is committed once, under the new key") { rows in
      let (one, other) = (Node(1, rows), Node(2, rows))
      try await one.fill()
      let tally = Tally()
      try await other.store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        if tally.next() == 1 {
          do throws(SealFailure) { _ = try await one.keys.rotate(Sample.tenantA) } catch { throw StoreFailure(error) }
        }
        try await scope.append([Utterance(.caller, "once", at: Sample.moment)], to: Sample.id(2))
      }
      try expect("the runs", tally.total, is: 2)
      try expect("under the newest alone", try await Node(3, rows, reach: .newest).heard(), is: ["once"])
    },
    ContractCheck("many rotations at once lose nobody's work, and no number is given twice") { rows in
      let nodes = (1...4 as ClosedRange<UInt64>).map { Node($0, rows) }
      try await nodes[0].fill()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for node in nodes {
          group.addTask { for _ in 1...3 { _ = try await node.keys.rotate(Sample.tenantA) } }
          group.addTask { for number in 1...3 { try await node.say("\(node.number).\(number)") } }
        }
        try await group.waitForAll()
      }
      let said = nodes.flatMap { node in (1...3).map { "\(node.number).\($0)" } }
      for node in nodes { try expect("what was said", try await node.heard().sorted(), is: said.sorted()) }
      let numbers = try await nodes[0].keys.numbers(of: Sample.tenantA)
      try expect("the numbers", numbers, is: Array(1...UInt32(numbers.count)))
      try expect((4...13).contains(numbers.count), "\(numbers.count) keys of 12 rotations")
    },
    ContractCheck("a key that is retired opens nothing, and neither the newest nor the one for indexes goes") { rows in
      let one = Node(1, rows)
      try await one.fill()
      for _ in 1...2 { _ = try await one.keys.rotate(Sample.tenantA) }
      try await one.say("kept")
      try await one.keys.retire(below: 99, of: Sample.tenantA)
      let kept = try await rows.records.keys(of: Sample.tenantA).map(\.number)
      try expect("the keys that are left", kept, is: [WrappedKey.indexNumber, 3])
      let fresh = Node(2, rows)
      try expect("under the newest", try await fresh.heard(), is: ["kept"])
      let failure = await StoreContract.failure { () throws(StoreFailure) in _ = try await fresh.contents() }
      try expect("what is under the old one", failure, is: .unavailable)
      try expect("the next key", try await one.keys.rotate(Sample.tenantA), is: 4)
    },
  ]
}
