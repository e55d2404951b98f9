import VoiceCore

extension StoreContract {
  static let recordings: [ContractCheck<any Store>] = [
    ContractCheck("recordings come up when they are due, longest due first, and not before") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        // The fifth was never announced: nothing is to be done for it.
        for (number, seconds) in [(1, 30), (2, 10), (3, 10), (4, 20)] as [(UInt128, Int)] {
          try await scope.save(Sample.recording(number, started: seconds))
        }
        try await scope.save(Sample.recording(5))
      }
      let due = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let moment = Sample.moment + Recording.checkPause
        return [
          try await scope.recordings(dueAt: moment + .seconds(9), after: nil, limit: 9),
          try await scope.recordings(dueAt: moment + .seconds(20), after: nil, limit: 9),
          try await scope.recordings(dueAt: moment + .seconds(99), after: nil, limit: 2),
        ]
      }
      try expect("due", due.map { $0.map(\.id.bits) }, is: [[], [2, 3, 4], [2, 3]])
      let rest = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.recordings(
          dueAt: Sample.moment + Recording.checkPause + .seconds(99), after: due[2].last, limit: 9)
      }
      try expect("the rest", rest.map(\.id.bits), is: [4, 1])
    },
    ContractCheck("what a unit of work has put off is due when it says so, and not before") { store in
      let seen = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.recording(1, started: 10))
        try await scope.save(Sample.recording(2, started: 20))
        let moment = Sample.moment + Recording.checkPause
        return [
          try await scope.recordings(dueAt: moment + .seconds(15), after: nil, limit: 9),
          try await scope.recordings(dueAt: moment + .seconds(99), after: nil, limit: 1),
        ]
      }
      try expect("due", seen.map { $0.map(\.id.bits) }, is: [[1], [1]])
    },
    ContractCheck("recordings that the carrier has are listed page by page, others aren't") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [3, 1, 4] as [UInt128] { try await scope.save(Sample.recording(number, started: 1)) }
        try await scope.save(Sample.recording(2))
      }
      let pages = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let first = try await scope.recordingsWithCarrier(after: nil, limit: 2)
        return [first, try await scope.recordingsWithCarrier(after: first.last, limit: 2)]
      }
      try expect("pages", pages.map { $0.map(\.bits) }, is: [[1, 3], [4]])
    },
    ContractCheck("a recording comes back as it was kept, with what it is sealed under") { store in
      var recording = Sample.recording(1, started: 1)
      recording.evolve(.finished(length: .seconds(7)), at: Sample.moment)
      let kept = recording.attempted(
        at: Sample.moment, secret: ObjectSecret { 0xFEDC_BA98_7654_3210 })
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.save(kept) }
      let found = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.recording(kept.id)
      }
      try expect("the recording", found, is: kept)
    },
  ]
}

extension Sample {
  /// The recording of the call of this number, wanted at the sample moment; begun so many seconds later.
  static func recording(_ number: UInt128, started seconds: Int? = nil) -> Recording {
    var recording = Recording(of: call(number), at: moment)
    guard let seconds else { return recording }
    recording.evolve(.announced, at: moment)
    recording.evolve(.started(recordingName(Int(number))), at: moment + .seconds(seconds))
    return recording
  }

  /// The carrier's name for a recording.
  static func recordingName(_ number: Int) -> CarrierRecording {
    guard let name = CarrierRecording("RE\(number)") else { preconditionFailure("a sample's name is good") }
    return name
  }
}
