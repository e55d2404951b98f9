import VoiceCore

extension RotationContract {
  static let renewing: [ContractCheck<SealableRows>] = [
    ContractCheck("sealed anew, all of a tenant is under the newest key, the older ones go, and nothing has changed") {
      rows in
      let node = Node(1, rows)
      try await node.fill()
      try await node.fillRest()
      let (before, places) = (try await node.contents(), try await node.places())
      for _ in 1...2 { _ = try await node.keys.rotate(Sample.tenantA) }
      guard case .renewed(let tally, let destroyed) = try await node.renew() else { throw broken("not renewed") }
      try expect("destroyed keys", destroyed, is: 2)
      try expect("the keys that are left", try await node.keys.numbers(of: Sample.tenantA), is: [3])
      try expect("what was sealed anew of all that was seen", tally.renewed, is: tally.seen)
      try expect(tally.seen > 40, "rows in every table: \(tally.seen)")
      // A node that has never had another key.
      try expect("what is read", try await Node(2, rows).contents(), is: before)
      try expect("places in the log", try await Node(2, rows).places(), is: places)
      guard case .idle = try await node.renew() else { throw broken("done, and gone on with") }
      // Were a row of whatever table left under a key that is gone, this would find it.
      _ = try await node.keys.rotate(Sample.tenantA)
      guard case .renewed(let again, 1) = try await node.renew() else { throw broken("a row was left behind") }
      try expect("rows the second time", again, is: tally)
      // The audit log goes on where it was, and is what it was.
      try await node.store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.append(Sample.draft(2))
      }
      let log = Sample.chain([Sample.draft(1), Sample.draft(2)], of: Sample.tenantA)
      try expect("the audit log", try await Node(3, rows).contents().auditLog, is: log)
    },
    ContractCheck("nobody who has read a row is overtaken by its being sealed anew") { rows in
      let node = Node(1, rows)
      try await node.fill()
      _ = try await node.keys.rotate(Sample.tenantA)
      let tally = Tally()
      let outcomes = Leak<Bool>()
      try await node.store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        guard var call = try await scope.call(Sample.id(2) as Call.ID) else { throw .notFound }
        tally.next()
        let outcome = try? await Node(2, rows).renew()
        if case .renewed = outcome { outcomes.put(true) }
        call.evolve([.rang])
        try await scope.save(call, facts: [.rang], intentions: [], at: Sample.moment)
      }
      try expect("the runs", tally.total, is: 1)
      try expect("sealed anew meanwhile", outcomes.values, is: [true])
      try expect("the keys", try await node.keys.numbers(of: Sample.tenantA), is: [2])
      // It was new before.
      let found = try await Node(3, rows).contents().calls.first { $0.id == Sample.id(2) as Call.ID }
      var rung = Sample.call(2, after: 5)
      rung.evolve([.rang])
      try expect("the call", found, is: rung)
    },
    ContractCheck("of what others write while rows are sealed anew nothing is lost") { rows in
      let nodes = (1...3 as ClosedRange<UInt64>).map { Node($0, rows) }
      try await nodes[0].fill()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for node in nodes {
          group.addTask {
            for _ in 1...15 { try await node.countOn() }
          }
        }
        group.addTask {
          for _ in 1...4 {
            _ = try await nodes[0].keys.rotate(Sample.tenantA)
            _ = try await Node(9, rows).renew()
          }
        }
        try await group.waitForAll()
      }
      guard case .idle = try await nodes[1].renew() else { throw broken("a key is left over") }
      let name = try await Node(4, rows).contents().departments.first { $0.id == Sample.id(1) }?.name
      try expect("how often it was counted on", name, is: "45")
    },
    ContractCheck("a row that can't be opened is passed over and told, and keeps the older keys until it is put right")
    {
      rows in
      let (node, spoiling) = (Node(1, rows), Node(2, rows) { SpoilingCiphers(base: $0, table: "knowledge_entries") })
      try await node.fill()
      try await spoiling.store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.entry(2))
      }
      _ = try await node.keys.rotate(Sample.tenantA)
      guard case .damaged(let tally, let place) = try await node.renew() else { throw broken("the damage isn't told") }
      try expect("the damage", tally.damaged, is: ["knowledge_entries": 1])
      try expect("the keys", try await node.keys.numbers(of: Sample.tenantA), is: [1, 2])
      try expect("the others", try await Node(3, rows, reach: .newest).heard(), is: [])
      let renew = RenewSeals(renewal: node.renewal, keys: node.keys, time: node.time)
      guard case .resting = try await renew(Sample.tenantA, from: place) else { throw broken("it doesn't rest") }
      try await node.store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.entry(2))
      }
      node.time.advance(by: RenewSeals.rest)
      var next: RenewSeals.Place? = place
      while case .unfinished(let further, _) = try await renew(Sample.tenantA, from: next) { next = further }
      try expect("the keys in the end", try await node.keys.numbers(of: Sample.tenantA), is: [2])
    },
    ContractCheck("an interrupted pass is followed by another, and one that is overtaken by a rotation does no harm") {
      rows in
      let node = Node(1, rows)
      try await node.fill()
      let before = try await node.contents()
      _ = try await node.keys.rotate(Sample.tenantA)
      guard let first = try await node.renewal.begin(Sample.tenantA) else { throw broken("nothing to do") }
      for _ in 1...9 { _ = try await first.advance(limit: 3) }
      _ = try await Node(2, rows).keys.rotate(Sample.tenantA)
      var step = try await first.advance(limit: 3)
      while case .going = step { step = try await first.advance(limit: 3) }
      try expect("overtaken", step, is: .superseded)
      guard let second = try await node.renewal.begin(Sample.tenantA) else { throw broken("nothing to do") }
      try expect("under the newest", second.number, is: 3)
      for _ in 1...9 { _ = try await second.advance(limit: 3) }
      // That node dies here.
      guard case .renewed(let tally, 2) = try await Node(3, rows).renew() else { throw broken("not renewed") }
      try expect(tally.renewed < tally.seen, "what was done was done again")
      try expect("what is read", try await Node(4, rows).contents(), is: before)
    },
    ContractCheck("a tenant that is being erased is left alone") { rows in
      let node = Node(1, rows)
      try await node.fill()
      _ = try await node.keys.rotate(Sample.tenantA)
      let pass = try await node.renewal.begin(Sample.tenantA)
      _ = try await node.store.erasure.close(Sample.tenantA, by: .server, at: Sample.moment)
      try await node.store.erasure.destroyKeys(of: Sample.tenantA, at: Sample.moment)
      var last: SealPassStep?
      let failure = await StoreContract.failure { () throws(StoreFailure) in last = try await pass?.advance(limit: 9) }
      try expect(failure == .notFound || last == .superseded, "it went on: \(String(describing: last))")
      guard case .idle = try await node.renew() else { throw broken("it was begun again") }
    },
    ContractCheck("whatever order nodes write, rotate and seal anew in, everything is read by all of them") { rows in
      for seed in 1...6 as ClosedRange<UInt64> { try await play(seed, on: rows) }
    },
  ]

  /// A program of steps from a seed, for a tenant of its own.
  private static func play(_ seed: UInt64, on rows: SealableRows) async throws {
    let tenant: Tenant.ID = Identifier(UInt128(0xF00 + seed))
    var dice = Dice(seed)
    var nodes = (1...3 as ClosedRange<UInt64>).map { Node(seed * 10 + $0, rows) }
    var said: [String] = []
    var passes: [(any SealPass)?] = [nil, nil, nil]
    let call: Call = Sample.call(1)
    try await nodes[0].store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(Sample.tenant(tenant, at: "t\(seed).example"))
      try await scope.save(call, facts: [.started], intentions: [], at: Sample.moment)
    }
    for step in 1...60 {
      let place = dice.roll(3)
      let node = nodes[place]
      let message = "seed \(seed), step \(step)"
      switch dice.roll(8) {
      case 0, 1, 2:
        said.append("\(step)")
        try await node.store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.append([Utterance(.caller, "\(step)", at: Sample.moment)], to: call.id)
        }
      case 3: _ = try await node.keys.rotate(tenant)
      case 4, 5:
        let pass: (any SealPass)?
        if let going = passes[place] { pass = going } else { pass = try await node.renewal.begin(tenant) }
        passes[place] = pass
        switch try await pass?.advance(limit: 4) {
        case .done(let tally)?:
          try expect("\(message): damage", tally.damaged, is: [:])
          try await node.keys.retire(below: pass?.number ?? 0, of: tenant)
          passes[place] = nil
        case .superseded?: passes[place] = nil
        case .going?, .waiting?, nil: break
        }
      case 6:
        // The node dies, and another begins in its place.
        nodes[place] = Node(seed * 100 + UInt64(step), rows)
        passes[place] = nil
      default:
        let heard = try await node.store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.transcript(of: call.id).map(\.text)
        }
        try expect(message, heard, is: said)
      }
    }
    let renew = RenewSeals(renewal: nodes[0].renewal, keys: nodes[0].keys, time: nodes[0].time)
    var place: RenewSeals.Place?
    while case .unfinished(let next, _) = try await renew(tenant, from: place) { place = next }
    let keys = try await nodes[0].keys.numbers(of: tenant)
    try expect("seed \(seed): keys that are left", keys.count, is: 1)
    for node in nodes + [Node(seed, rows)] {
      let heard = try await node.store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.transcript(of: call.id).map(\.text)
      }
      try expect("seed \(seed), in the end", heard, is: said)
    }
  }

  private static func broken(_ message: String) -> ContractBroken {
    ContractBroken(message: message, file: #fileID, line: #line)
  }

  /// Numbers by SplitMix64: alike on every machine.
  private struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func roll(_ sides: UInt64) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((word ^ (word >> 31)) % sides)
    }
  }
}
