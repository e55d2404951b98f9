import VoiceCore

extension StoreContract {
  static let callerNotes: [ContractCheck<any Store>] = [
    ContractCheck("what a caller left is kept with its call, and the later word counts") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for call in [1, 2] as [UInt128] { try await scope.save(Sample.callerNotes(call)) }
      }
      var changed = Sample.callerNotes(1)
      changed.take(Sample.callerNote(1, isConfirmed: true))
      let later = changed
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.save(later) }
      let kept = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        [
          try await scope.callerNotes(of: Sample.id(1)), try await scope.callerNotes(of: Sample.id(2)),
          try await scope.callerNotes(of: Sample.id(3)),
        ]
      }
      try expect("notes", kept, is: [later, Sample.callerNotes(2), nil])
    }
  ]
}

extension Sample {
  /// What the caller of this call left.
  static func callerNotes(_ call: UInt128) -> CallerNotes {
    var notes = CallerNotes(of: id(call))
    notes.take(callerNote(1))
    return notes
  }

  static func callerNote(_ number: Int, isConfirmed: Bool = false) -> CallerNote {
    guard let details = CallerNote.Details(name: "Ada", number: "5550100", text: "The roof leaks.") else {
      preconditionFailure("a sample has details")
    }
    return CallerNote(number: number, kind: .callBack, details: details, isConfirmed: isConfirmed)
  }
}
