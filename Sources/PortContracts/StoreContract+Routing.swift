import VoiceCore

extension StoreContract {
  static let routing: [ContractCheck<any Store>] = [
    ContractCheck("an extension has one owner in a tenant, agent or department, and another in another tenant") {
      store in
      let ada = Sample.agent(1, extension: "20")
      let sales = Sample.route(1, extension: "20")
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [1, 2] as [UInt128] { try await scope.save(Sample.department(number)) }
      }
      for _ in 1...2 { try expect("Ada", await store.failure(for: Sample.tenantA, keeping(ada)), is: nil) }
      let bob = Sample.agent(2, extension: "20")
      try expect("Bob", await store.failure(for: Sample.tenantA, keeping(bob)), is: .taken(.extension))
      let taken = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.save(sales) }
      try expect("sales", taken, is: .taken(.extension))
      try expect("abroad", await store.failure(for: Sample.tenantB, keeping(bob)), is: nil)
      let two = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [3, 4] as [UInt128] { try await scope.save(Sample.agent(number, extension: "30")) }
      }
      try expect("two at once", two, is: .taken(.extension))
      try expect("all", try await store.extensions(of: Sample.tenantA), is: ["20 agent 1"])
    },
    ContractCheck("of two who take one extension at the same time one has it") { store in
      let failures = await withTaskGroup(of: StoreFailure?.self) { group in
        for number in 1...4 as ClosedRange<UInt128> {
          group.addTask {
            await store.failure(for: Sample.tenantA, keeping(Sample.agent(number, extension: "20")))
          }
        }
        var failures: [StoreFailure?] = []
        for await failure in group { failures.append(failure) }
        return failures
      }
      try expect("had it", failures.count { $0 == nil }, is: 1)
      try expect("were told", failures.count { $0 == .taken(.extension) }, is: 3)
      try expect("entries", try await store.extensions(of: Sample.tenantA).count, is: 1)
    },
    ContractCheck("an extension that is given up, or whose owner goes, is free") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.department(1))
        try await scope.save(Sample.route(1, extension: "10"))
        try await scope.save(Sample.agent(1, extension: "20"))
      }
      // In one commit: Ada leaves hers to the department, whose own goes to Bob.
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.agent(1, extension: "2"))
        try await scope.save(Sample.route(1, extension: "20"))
        try await scope.save(Sample.agent(2, extension: "10"))
      }
      let moved = ["10 agent 2", "2 agent 1", "20 department 1"]
      try expect("moved", try await store.extensions(of: Sample.tenantA), is: moved)
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.removeAgent(Sample.id(2))
        try await scope.removeDepartment(Sample.id(1))
      }
      try expect("left", try await store.extensions(of: Sample.tenantA), is: ["2 agent 1"])
      try expect(
        "free", await store.failure(for: Sample.tenantA, keeping(Sample.agent(3, extension: "10"))), is: nil)
    },
    ContractCheck("a department goes with its route, its turns and its queue's head, once and for all") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [1, 2] as [UInt128] {
          try await scope.save(Sample.department(number))
          try await scope.save(Sample.route(number, extension: "\(number)"))
          try await scope.save(Sample.ledger, of: Sample.id(number))
          _ = try await scope.enter(Sample.waiting(7).caller, in: Sample.id(number))
          _ = try await scope.leave(Sample.id(7), in: Sample.id(number))
        }
      }
      for _ in 1...2 {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.removeDepartment(Sample.id(1))
          let gone = try await scope.department(Sample.id(1)) == nil
          let route = try await scope.departmentRoute(Sample.id(1))
          guard gone, route == nil else { throw .corrupt }
        }
      }
      try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        guard try await scope.departments() == [Sample.department(2)],
          try await scope.departmentRoutes() == [Sample.route(2, extension: "2")],
          try await scope.ledger(of: Sample.id(1)) == AssignmentLedger(),
          try await scope.ledger(of: Sample.id(2)) == Sample.ledger,
          try await scope.queueHead(of: Sample.id(1)).changes == 0,
          try await scope.queueHead(of: Sample.id(2)).changes > 0
        else { throw .corrupt }
      }
      let late = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.route(1))
      }
      try expect("a route of nothing", late, is: .notFound)
      let turn = await store.failure(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.ledger, of: Sample.id(1))
      }
      try expect("a turn of nothing", turn, is: .notFound)
    },
    ContractCheck("a number that is taken out is anybody's") { store in
      let line = PhoneLine(number: Sample.number(100), department: Sample.id(1))
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in try await scope.save(line) }
      for _ in 1...2 {
        try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.removePhoneLine(line.number)
        }
      }
      try expect("nobody's", try await store.platform.tenant(answering: line.number), is: nil)
      let theirs = await store.failure(for: Sample.tenantB) { scope throws(StoreFailure) in try await scope.save(line) }
      try expect("theirs", theirs, is: nil)
    },
    ContractCheck("a plan is made of what is stored; departments without a route have the standard one") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.save(Sample.tenant(Sample.tenantA, at: "a.example"))
        for number in [1, 2] as [UInt128] { try await scope.save(Sample.department(number)) }
        try await scope.save(Sample.route(1, extension: "21"))
        try await scope.save(Sample.transferRule(1))
      }
      try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        let plan = try await scope.routingPlan()
        guard plan.customerService == .outside(Sample.number(199)), plan.hours == .always(),
          plan.route(of: Sample.id(1)) == Sample.route(1, extension: "21"),
          plan.route(of: Sample.id(2)) == .standard(of: Sample.id(2)), plan.route(of: Sample.id(3)) == nil,
          plan.rules == [Sample.transferRule(1)],
          plan.extensions.match("21").owner == .department(Sample.id(1))
        else { throw .corrupt }
      }
    },
  ]

  /// Keeps an agent.
  static func keeping(_ agent: Agent) -> Work { { scope throws(StoreFailure) in try await scope.save(agent) } }
}

extension Store {
  /// The extensions of a tenant in words.
  fileprivate func extensions(of tenant: Tenant.ID) async throws(StoreFailure) -> [String] {
    try await read(for: tenant) { scope throws(StoreFailure) in
      try await scope.extensions().map { entry in
        switch entry.owner {
        case .agent(let id): "\(entry.number) agent \(id.bits)"
        case .department(let id): "\(entry.number) department \(id.bits)"
        }
      }
    }
  }
}
