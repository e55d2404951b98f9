import VoiceCore

extension StoreContract {
  static let voicemails: [ContractCheck<any Store>] = [
    ContractCheck("messages are listed newest first, of all departments and of one, page by page") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for (number, seconds, department) in [(1, 5, 1), (2, 9, 2), (3, 5, 1), (4, 7, nil)]
          as [(UInt128, Int, UInt128?)]
        {
          try await scope.save(Sample.voicemail(number, after: seconds, for: department))
        }
      }
      let pages = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let first = try await scope.voicemails(after: nil, limit: 2)
        let ofOne = try await scope.voicemails(for: Sample.id(1), after: nil, limit: 1)
        return [
          first, try await scope.voicemails(after: first.last.map(VoicemailCursor.init), limit: 5), ofOne,
          try await scope.voicemails(for: Sample.id(1), after: ofOne.last.map(VoicemailCursor.init), limit: 5),
        ]
      }
      try expect("pages", pages.map { $0.map(\.id.bits) }, is: [[2, 4], [3, 1], [3], [1]])
    },
    ContractCheck("a message that is taken out is gone, once and for all") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [1, 2] as [UInt128] { try await scope.save(Sample.voicemail(number, for: 1)) }
      }
      for _ in 1...2 {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.removeVoicemail(Sample.id(1))
        }
      }
      let left = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.voicemails(after: nil, limit: 5)
      }
      try expect("left", left, is: [Sample.voicemail(2, for: 1)])
    },
  ]
}

extension Sample {
  /// A message that the call of this number left for a department, that many seconds after the sample moment.
  static func voicemail(_ number: UInt128, after seconds: Int = 0, for department: UInt128?) -> Voicemail {
    guard let recording = CarrierRecording("RE\(number)") else { preconditionFailure("a sample's name is good") }
    var call = call(number)
    if let department { call = handed(call, to: department) }
    return Voicemail(
      of: call, recording: recording, duration: .seconds(7), receivedAt: moment + .seconds(seconds))
  }
}
