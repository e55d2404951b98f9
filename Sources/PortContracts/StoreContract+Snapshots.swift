import VoiceCore

extension StoreContract {
  static let snapshots: [ContractCheck<any Store>] = [
    ContractCheck("a snapshot is one instant, though others commit between two reads of the body") { store in
      try await rename(to: "old", in: store)
      let names = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        var names = [try await scope.department(Sample.id(1))?.name]
        try await rename(to: "new", in: store)
        names.append(try await scope.department(Sample.id(2))?.name)
        names += try await scope.departments().map(\.name)
        try await rename(to: "newest", in: store)
        names.append(try await scope.department(Sample.id(1))?.name)
        names.append(try await scope.call(Sample.id(1) as Call.ID) == nil ? "old" : "new")
        return names
      }
      // Which instant is the store's affair: one may find out late that it has to begin anew.
      try expect("names", names, is: Array(repeating: names[0], count: 6))
      let after = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.departments().map(\.name)
      }
      try expect("afterwards", after, is: ["newest", "newest"])
    },
    ContractCheck("snapshots never see half of a commit while writers don't rest") { store in
      try await rename(to: "0", in: store)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { for number in 1...30 { try await rename(to: "\(number)", in: store) } }
        for _ in 1...3 {
          group.addTask {
            for _ in 1...30 {
              let pair = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
                [try await scope.department(Sample.id(1))?.name, try await scope.department(Sample.id(2))?.name]
              }
              try expect("the second name", pair[1], is: pair[0])
            }
          }
        }
        try await group.waitForAll()
      }
    },
    ContractCheck("a unit of work that only reads answers as of one instant, too") { store in
      try await rename(to: "old", in: store)
      let runs = Tally()
      let names = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        let first = try await scope.department(Sample.id(1))?.name
        if runs.next() == 1 { try await rename(to: "new", in: store) }
        return [first, try await scope.department(Sample.id(2))?.name]
      }
      try expect("the second name", names[1], is: names[0])
    },
    ContractCheck("a commit is seen by every read that begins after it") { store in
      for number in 1...30 {
        try await rename(to: "\(number)", in: store)
        let seen = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.department(Sample.id(1))?.name
        }
        try expect("the name", seen, is: "\(number)")
      }
    },
  ]

  /// Renames two departments in one commit; a call is there from the second renaming on.
  private static func rename(to name: String, in store: any Store) async throws(StoreFailure) {
    try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
      let isFirst = try await scope.department(Sample.id(1)) == nil
      try await scope.save(Sample.department(1, named: name))
      try await scope.save(Sample.department(2, named: name))
      if !isFirst { try await scope.save(Sample.call(1), facts: [], intentions: [], at: Sample.moment) }
    }
  }
}
