import VoiceCore

extension StoreContract {
  static let personErasures: [ContractCheck<any Store>] = [
    ContractCheck("erasures of persons are listed by id, and those that aren't done by themselves") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [4, 2, 3, 1] as [UInt128] {
          try await scope.save(Sample.personErasure(number, isDone: number.isMultiple(of: 2)))
        }
      }
      let found = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        [
          try await scope.personErasures(after: nil, limit: 3),
          try await scope.personErasures(after: Sample.id(2), limit: 9),
          try await scope.openPersonErasures(limit: 9), try await scope.openPersonErasures(limit: 1),
        ]
      }
      try expect(
        "erasures", found.map { $0.map(\.id) },
        is: [[1, 2, 3], [3, 4], [1, 3], [1]].map { $0.map { Sample.id($0) } })
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.personErasure(1, isDone: true))
      }
      let left = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.openPersonErasures(limit: 9)
      }
      try expect("those left", left, is: [Sample.personErasure(3)])
    },
    ContractCheck("what was said and left in one call goes, and another call's stays") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [1, 2] as [UInt128] {
          let call = Sample.call(number)
          try await scope.save(call, facts: [.started], intentions: [], at: Sample.moment)
          try await scope.append(transcript, to: call.id)
          try await scope.save(Sample.callerNotes(number))
        }
      }
      let removed = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        let count = try await scope.removeTranscript(of: Sample.id(1))
        try await scope.removeCallerNotes(of: Sample.id(1))
        return [
          count, try await scope.removeTranscript(of: Sample.id(1)), try await scope.transcript(of: Sample.id(1)).count,
        ]
      }
      try expect("utterances", removed, is: [transcript.count, 0, 0])
      let kept = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        (
          [try await scope.transcript(of: Sample.id(1)), try await scope.transcript(of: Sample.id(2))],
          try await scope.callerNotes(after: nil, limit: 9),
          try await scope.callerNotes(after: Sample.id(2), limit: 9)
        )
      }
      try expect("transcripts", kept.0, is: [[], transcript])
      try expect("notes", kept.1, is: [Sample.callerNotes(2)])
      try expect("notes behind the last", kept.2, is: [])
    },
    ContractCheck("a call's record gives way to another, which doesn't make a second one") { store in
      let (call, other) = (Sample.ended(Sample.call(1)), Sample.ended(Sample.handed(Sample.call(1), to: 2)))
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(call, facts: [.started], intentions: [], at: Sample.moment)
        try await scope.save(Sample.record(of: call))
      }
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.replace(Sample.record(of: other))
      }
      let kept = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.detailRecord(of: call.id)
      }
      try expect("the record", kept, is: Sample.record(of: other))
    },
  ]
}

extension Sample {
  /// An erasure of whoever has the sample caller's number.
  static func personErasure(_ number: UInt128, isDone: Bool = false) -> PersonErasure {
    var erasure = PersonErasure(
      id(number), of: Sample.number(150), known: TokenDigest(hex: "ea"), askedAt: moment + .seconds(Int(number)))
    if isDone {
      let signer = StatementSigner(
        sign: { StatementSignature(publicKey: [1], bytes: $0) }, verify: { $0.bytes == $1 })
      erasure.finish(in: tenantA, at: moment, by: signer)
    }
    return erasure
  }
}
