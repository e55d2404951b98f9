public import Generators
public import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P19-department-isolation.md
  static let p19DepartmentIsolation = VerifiedProperty(
    number: 19, title: "Department Isolation",
    core: nil,
    store: { source in
      Property(
        19, "Department Isolation", for: .departmentCase(changes: 0...4), labels: DepartmentCase.labels,
        coverage: DepartmentCase.coverage
      ) { input in
        let store = try await source.make()
        let tenant: Tenant.ID = Identifier(0xA19)
        try await P19.addPeople(to: store, of: tenant)
        var plan = input.plan
        try await plan.write(in: store, of: tenant)
        for change in input.changes {
          try await P19.look(plan, store, tenant, .lists)
          plan.make(change)
          try await plan.write(change, in: store, of: tenant)
        }
        try await P19.look(plan, store, tenant, .everything)
      }
    })
}

extension DepartmentCase {
  /// What the law demands of its generator, on whatever it runs.
  public static let coverage = [
    Coverage("somebody sees a department below", atLeast: 30), Coverage("departments in a circle", atLeast: 3),
    Coverage("somebody belongs nowhere", atLeast: 10), Coverage("a change takes sight away", atLeast: 10),
  ]

  /// What kind of company a case is.
  public static let labels: @Sendable (DepartmentCase) -> [String] = { input in
    let people = DepartmentPlan.roles.indices
    let departments = 0..<DepartmentPlan.departments
    var plan = input.plan
    var labels: [String] = []
    if people.contains(where: { person in
      departments.contains { plan.isOver(person, $0) && !plan.belongs[person][$0] }
    }) {
      labels.append("somebody sees a department below")
    }
    if departments.contains(where: { plan.isInCircle($0) }) { labels.append("departments in a circle") }
    if people.contains(where: { !plan.belongs[$0].contains(true) }) { labels.append("somebody belongs nowhere") }
    for change in input.changes {
      let before = plan
      plan.make(change)
      if people.contains(where: { person in
        departments.contains { before.isOver(person, $0) && !plan.isOver(person, $0) }
      }) {
        labels.append("a change takes sight away")
        break
      }
    }
    return labels
  }
}

extension DepartmentPlan {
  fileprivate func isInCircle(_ department: Int) -> Bool {
    var place = parents[department]
    for _ in 0..<Self.departments {
      guard let here = place, here < Self.departments else { return false }
      if here == department { return true }
      place = parents[here]
    }
    return false
  }

  /// Whether a person sees what is in this department, or in none: administrators everything, others by the model.
  public func sees(_ person: Int, what department: Int?) -> Bool {
    if Self.roles[person] == .tenantAdmin { return true }
    return department.map { isOver(person, $0) } ?? false
  }

  /// The calls that a person sees. Of their own, agents have none yet.
  public func seenCalls(_ person: Int) -> [Int] {
    guard Self.roles[person] != .agent else { return [] }
    return (0..<Self.calls).filter { sees(person, what: places[$0]) }
  }
}

/// One kind of thing that is somewhere in departments: reports are added here when they exist.
private struct Kind: Sendable {
  let name: String
  /// Which of them a person is to see, by the model, in the order of the list.
  let expected: @Sendable (DepartmentPlan, Int) -> [UInt128]
  /// All there are, seen or not.
  let all: @Sendable () -> [UInt128]
  /// What the list shows; `nil` for what has none.
  let list: (@Sendable (any Store, Bearer, Tenant.ID) async throws -> [UInt128])?
  /// Whether one is shown.
  let single: @Sendable (any Store, Bearer, Tenant.ID, UInt128) async throws -> Bool

  static let all: [Kind] = [calls, transcripts, voicemails, sounds, queues, people, endings]

  private static let calls = Kind(
    name: "calls",
    // Newest first, ties by the higher id.
    expected: { plan, person in plan.seenCalls(person).reversed().map { DepartmentPlan.call($0).bits } },
    all: { (0..<DepartmentPlan.calls).map { DepartmentPlan.call($0).bits } },
    list: { store, bearer, tenant in
      var found: [UInt128] = []
      var cursor: CallCursor?
      repeat {
        let page = try await ReadCalls(store: store).page(for: bearer, of: tenant, after: cursor, limit: 3)
        found += page.calls.map(\.id.bits)
        cursor = page.next
      } while cursor != nil && found.count <= DepartmentPlan.calls
      return found
    },
    single: { store, bearer, tenant, id in
      let facts = try await ReadCalls(store: store).facts(of: Identifier(id), for: bearer, of: tenant)
      let call = try await ReadCalls(store: store).call(Identifier(id), for: bearer, of: tenant)
      try requireEqual(facts == nil, call == nil, "a call and what happened in it are seen alike")
      return call != nil
    })

  private static let transcripts = Kind(
    name: "transcripts", expected: calls.expected, all: calls.all, list: nil,
    single: { store, bearer, tenant, id in
      try await ReadCalls(store: store).transcript(of: Identifier(id), for: bearer, of: tenant) != nil
    })

  /// Each call has left one, for the department where it is.
  private static let voicemails = Kind(
    name: "voicemails",
    expected: { plan, person in
      (0..<DepartmentPlan.calls).filter { plan.sees(person, what: plan.places[$0]) }.reversed()
        .map { DepartmentPlan.call($0).bits }
    },
    all: calls.all,
    list: { store, bearer, tenant in
      var found: [UInt128] = []
      var cursor: VoicemailCursor?
      repeat {
        let page = try await ReadVoicemails(store: store).page(for: bearer, of: tenant, after: cursor, limit: 3)
        found += page.voicemails.map(\.id.bits)
        cursor = page.next
      } while cursor != nil && found.count <= DepartmentPlan.calls
      return found
    },
    single: { store, bearer, tenant, id in
      try await ReadVoicemails(store: store).voicemail(Identifier(id), for: bearer, of: tenant) != nil
    })

  private static let queues = Kind(
    name: "queues",
    expected: { plan, person in
      (0..<DepartmentPlan.departments).filter { plan.sees(person, what: $0) }.map { DepartmentPlan.department($0).bits }
    },
    all: { (0..<DepartmentPlan.departments).map { DepartmentPlan.department($0).bits } },
    list: { store, bearer, tenant in
      try await ReadDepartments(store: store).queues(for: bearer, of: tenant).map(\.department.bits)
    },
    single: { store, bearer, tenant, id in
      try await ReadDepartments(store: store).queue(of: Identifier(id), for: bearer, of: tenant) != nil
    })

  private static let people = Kind(
    name: "agents",
    expected: { plan, person in
      DepartmentPlan.roles.indices.filter { other in
        plan.sees(person, what: nil)
          || (0..<DepartmentPlan.departments).contains { plan.belongs[other][$0] && plan.sees(person, what: $0) }
      }.map { DepartmentPlan.person($0).bits }
    },
    all: { DepartmentPlan.roles.indices.map { DepartmentPlan.person($0).bits } },
    list: { store, bearer, tenant in
      var found: [UInt128] = []
      var cursor: User.ID?
      repeat {
        let page = try await ReadUsers(store: store, by: .readAgents).page(
          for: bearer, of: tenant, after: cursor, limit: 2)
        found += page.users.map(\.id.bits)
        cursor = page.next
      } while cursor != nil && found.count <= DepartmentPlan.roles.count
      return found
    },
    single: { store, bearer, tenant, id in
      try await ReadUsers(store: store, by: .readAgents).user(Identifier(id), for: bearer, of: tenant) != nil
    })
}

extension Kind {
  /// Whoever sees a message is given a link to its sound.
  fileprivate static let sounds = Kind(
    name: "sounds of messages", expected: voicemails.expected, all: voicemails.all, list: nil,
    single: { store, bearer, tenant, id in
      let time = ManualTime(startingAt: Timestamp(microseconds: 1_767_700_800_000_000))
      let hear = HearRecording(
        store: store, objects: HeldObjects(), sealing: NoSealing(),
        links: DownloadLinks(KeyedDigest { _ in TokenDigest(hex: "00") }), time: time)
      // Who hears which message gives the entry its name.
      let entry = Voicemail.ID(id ^ (bearer.user?.bits ?? 0) << 64)
      let auditing = Auditing(time: time, ids: IDSource { entry.bits }, digest: AuditDigest { Array($0.suffix(8)) })
      let message: Voicemail.ID = Identifier(id)
      return try await hear(message, for: bearer, of: tenant, auditing: auditing)?.target != nil
    })

  /// Whoever may end a call sees it; the last kind that is looked at, for then they are over.
  fileprivate static let endings = Kind(
    name: "calls to be ended", expected: calls.expected, all: calls.all, list: nil,
    single: { store, bearer, tenant, id in
      do throws(StoreFailure) {
        let hangUp = HangUpCall(store: store, carrier: nil, time: ManualTime())
        return try await hangUp(Identifier(id), by: bearer, of: tenant).hasEnded
      } catch {
        guard error == .notFound else { throw error }
        return false
      }
    })
}

private enum P19 {
  static func addPeople(to store: any Store, of tenant: Tenant.ID) async throws {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      for (number, role) in DepartmentPlan.roles.enumerated() {
        guard let email = EmailAddress("p\(number)@a.example") else { throw .corrupt }
        try await scope.save(
          User(
            id: DepartmentPlan.person(number), email: email, name: "P", role: role,
            password: PasswordVerifier(text: "")))
      }
    }
  }

  /// How closely is looked: one by one takes ten times as long.
  enum Look { case lists, everything }

  /// What each person sees is what exists within their departments and those below: in lists, and one by one.
  static func look(_ plan: DepartmentPlan, _ store: any Store, _ tenant: Tenant.ID, _ look: Look) async throws {
    for (person, role) in DepartmentPlan.roles.enumerated() {
      let bearer = Bearer.user(DepartmentPlan.person(person), role, of: tenant)
      for kind in Kind.all {
        let expected = kind.expected(plan, person)
        let who = "person \(person) (\(role.rawValue))"
        if let list = kind.list {
          let listed = try await list(store, bearer, tenant)
          try requireEqual(listed, expected, "the \(kind.name) that \(who) has listed")
        }
        guard look == .everything else { continue }
        var shown: [UInt128] = []
        for id in kind.all() where try await kind.single(store, bearer, tenant, id) { shown.append(id) }
        try requireEqual(Set(shown), Set(expected), "the \(kind.name) that \(who) is shown")
      }
    }
  }
}

/// Nothing is opened here.
private struct NoSealing: ObjectSealing {
  func seal(_ plain: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] {
    throw .tampered
  }
  func open(_ sealed: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8] {
    throw .tampered
  }
}
