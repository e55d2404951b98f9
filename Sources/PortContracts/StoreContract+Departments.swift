import VoiceCore

extension StoreContract {
  static let departments: [ContractCheck<any Store>] = [
    ContractCheck("who belongs where is told from both sides, in the order of ids, in a body as after it") { store in
      @Sendable func membership(_ user: UInt128, _ department: UInt128) -> Membership {
        Membership(of: Sample.id(user), in: Sample.id(department))
      }
      try await store.transaction(for: Sample.tenantB) { scope throws(StoreFailure) in
        try await scope.save(membership(1, 3))
      }
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for (user, department) in [(2, 3), (1, 3), (1, 2), (1, 2), (3, 1)] as [(UInt128, UInt128)] {
          try await scope.save(membership(user, department))
        }
        try await scope.remove(membership(3, 1))
        try await scope.remove(membership(9, 9))
        return try await Belonging(scope)
      }
      try expect("inside", inside, is: Belonging(departments: [[2, 3], [3], []], members: [[], [1], [1, 2]]))
      let after = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Belonging(scope) }
      try expect("afterwards", after, is: inside)
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.remove(membership(1, 3))
        try await scope.save(membership(3, 3))
      }
      let moved = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in try await Belonging(scope) }
      var pages: [[Membership]] = []
      for cursor in [nil, membership(1, 2), membership(1, 9), membership(3, 3)] {
        pages.append(
          try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
            try await scope.memberships(after: cursor, limit: 2)
          })
      }
      try expect(
        "everybody's, in pages", pages,
        is: [[(1, 2), (2, 3)], [(2, 3), (3, 3)], [(2, 3), (3, 3)], []].map { page in
          page.map { membership($0.0, $0.1) }
        })
      try expect("moved", moved, is: Belonging(departments: [[2], [3], [3]], members: [[], [1], [2, 3]]))
    },
    ContractCheck("a department's calls are in pages, newest first, and a call that comes to another goes along") {
      store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in 1...12 as ClosedRange<UInt128> {
          let call = Sample.call(number, after: Int(number) / 2)
          try await scope.save(
            number % 3 == 0 ? call : Sample.handed(call, to: number % 3), facts: [], intentions: [], at: Sample.moment)
        }
      }
      func page(_ department: UInt128, after cursor: CallCursor? = nil, _ limit: Int) async throws(StoreFailure)
        -> [Call]
      {
        try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.calls(in: Sample.id(department), after: cursor, limit: limit)
        }
      }
      try expect("first", try await page(1, 9).map(\.id), is: [10, 7, 4, 1].map { Sample.id($0) })
      let three = try await page(2, 3)
      try expect("a page", three.map(\.id), is: [11, 8, 5].map { Sample.id($0) })
      let rest = try await page(2, after: three.last.map(CallCursor.init(after:)), 3)
      try expect("the next page", rest.map(\.id), is: [Sample.id(2)])
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(
          Sample.handed(Sample.call(7, after: 3), to: 2), facts: [], intentions: [], at: Sample.moment)
        try await scope.save(
          Sample.handed(Sample.call(12, after: 6), to: 2), facts: [], intentions: [], at: Sample.moment)
        return try await scope.calls(in: Sample.id(2), after: nil, limit: 4).map(\.id)
      }
      try expect("in the body", inside, is: [12, 11, 8, 7].map { Sample.id($0) })
      try expect("left", try await page(1, 9).map(\.id), is: [10, 4, 1].map { Sample.id($0) })
      try expect("joined", try await page(2, 9).map(\.id), is: [12, 11, 8, 7, 5, 2].map { Sample.id($0) })
    },
  ]
}

/// Who belongs where among the users and departments 1 to 3, by their numbers.
private struct Belonging: Equatable, Sendable {
  var departments: [[UInt128]] = []
  var members: [[UInt128]] = []

  init(departments: [[UInt128]], members: [[UInt128]]) {
    self.departments = departments
    self.members = members
  }

  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    for number in 1...3 as ClosedRange<UInt128> {
      departments.append(try await scope.departments(of: Sample.id(number)).map(\.bits))
      members.append(try await scope.members(of: Sample.id(number)).map(\.bits))
    }
  }
}
