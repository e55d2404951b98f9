import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P17-real-time-communication.md
  static let p17RealTimeCommunication = VerifiedProperty(
    number: 17, title: "Real-time Communication",
    core: nil,
    store: { source in
      Property(
        17, "Real-time Communication", for: .liveEvents, labels: P17.labels, coverage: P17.coverage
      ) { steps in
        var watch = try await EventWatch(try await source.make())
        for step in steps { try await watch.take(step) }
        try await watch.end()
      }
    }, isSimulated: true)
}

/// A company whose people hear of its events at two nodes, and the law once more: the whole log, filtered for each.
private struct EventWatch {
  /// What was written into the log.
  struct Told {
    let id: EventID
    let isEvent: Bool
    /// The departments in which the call was before it and after it.
    let departments: [Int?]
  }

  /// A stream that a client asked for, and how long the log was then.
  struct Asked {
    let stream: EventStream
    let node: Int
    let length: Int
  }

  /// A client, what it knows, and what it must be told next.
  struct Client {
    let number: Int
    let bearer: Bearer
    /// The last event that it knows.
    var last: EventID?
    var asked: Asked?
    var node: Int?
    /// How many of the events that it may see came before the next one that it is told.
    var next = 0
    /// The one before those that it was to be told of when it asked; set while it must be told first how things stand.
    var standing: EventID??
    /// Whether more waited for it than may.
    var isTooSlow = false

    func sees(_ told: Told) -> Bool {
      guard LiveEventStep.roles[number] != .tenantAdmin else { return told.isEvent }
      return told.isEvent && told.departments.contains { $0.map(LiveEventStep.belongs[number].contains) ?? false }
    }
  }

  private let store: any ErasableStore
  private let time = ManualTime()
  private let tenant = TestTenant.plan(1).tenant.id
  private var log: [Told] = []
  private var calls: [Int: Call] = [:]
  private var clients: [Client] = []
  private var rooms: [EventRoom?] = Array(repeating: nil, count: LiveEventStep.nodes)
  /// How much of the log each room has read.
  private var lengths = Array(repeating: 0, count: LiveEventStep.nodes)

  init(_ store: any ErasableStore) async throws {
    self.store = store
    try await ProvisionTenant(store: store)(TestTenant.plan(1))
    let tenant = tenant
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      for number in 0..<LiveEventStep.departments {
        try await scope.save(
          Department(id: DepartmentPlan.department(number), name: "d\(number)", number: TestTenant.line(of: 1)))
      }
      for (number, role) in LiveEventStep.roles.enumerated() {
        guard let email = EmailAddress("p\(number)@a.example") else { throw .corrupt }
        let user = DepartmentPlan.person(number)
        try await scope.save(
          User(id: user, email: email, name: "P", role: role, password: PasswordVerifier(text: "")))
        for department in LiveEventStep.belongs[number] {
          try await scope.save(Membership(of: user, in: DepartmentPlan.department(department)))
        }
      }
    }
    clients = LiveEventStep.roles.enumerated().map { number, role in
      Client(number: number, bearer: .user(DepartmentPlan.person(number), role, of: tenant))
    }
  }

  mutating func take(_ step: LiveEventStep) async throws {
    switch step {
    case .happens(let call, let event, let times): try await happens(event, in: call, times)
    case .comes(let client, let node, let name): try await comes(client, at: node, with: name)
    case .enters(let client): try await enters(client)
    case .reads(let client, let count): try read(count, by: client)
    case .goes(let client): goes(client)
    case .turns(let node): try await turns(node)
    }
  }

  /// All come back, and are told what they miss.
  mutating func end() async throws {
    for client in clients.indices {
      goes(client)
      try await comes(client, at: client % LiveEventStep.nodes, with: .its)
      try await enters(client)
    }
    for node in rooms.indices { try await turns(node) }
    for client in clients.indices {
      try read(.max, by: client)
      try requireEqual(clients[client].next, visible(to: client).count, "client \(client) was told all")
      try requireEqual(clients[client].last, visible(to: client).last?.id, "client \(client) knows the last")
    }
  }

  // MARK: What happens

  private mutating func happens(_ event: LiveEvent, in number: Int, _ times: Int) async throws {
    guard log.count + times < JoinEvents.maximumFacts else { return }
    time.advance(by: .seconds(1))
    var call = calls[number] ?? TestTenant.call(number, of: 1, at: time.now())
    let fact = event.fact(at: time.now(), begins: calls[number] == nil)
    guard !call.hasEnded else { return }
    let ordinal = log.count { $0.id.call == call.id }
    for index in 1...times {
      let before = call.department
      call.evolve(fact)
      log.append(
        Told(
          id: EventID(call: call.id, ordinal: ordinal + index), isEvent: fact.eventName != nil,
          departments: [before, call.department].map { $0.flatMap(LiveEventStep.number(of:)) }))
    }
    calls[number] = call
    let (kept, now) = (call, time.now())
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      _ = try await scope.call(kept.id)
      try await scope.save(kept, facts: Array(repeating: fact, count: times), intentions: [], at: now)
    }
  }

  // MARK: Clients

  private mutating func comes(_ number: Int, at node: Int, with name: LiveEventStep.Name) async throws {
    goes(number)
    let last: EventID? =
      switch name {
      case .its: clients[number].last
      case .none: nil
      case .unknown: EventID(call: Identifier(0xBAD), ordinal: 1)
      }
    let join = JoinEvents(store: store, time: time)
    let stream = try await join(
      JoinEvents.Wish(after: last), by: clients[number].bearer, of: tenant, near: rooms[node]?.place)
    guard let stream else { return try require(false, "everybody may hear of what they see") }
    clients[number].asked = Asked(stream: stream, node: node, length: log.count)
    // What must follow is known by now, whatever happens until the client enters.
    let visible = visible(to: number)
    let known = last.flatMap { last in log.firstIndex { $0.id == last } }
    let missed = known.map { known in log[(known + 1)...].count { clients[number].sees($0) } }
    if let missed, missed <= EventStream.maximumMissed {
      clients[number].next = visible.count - missed
      clients[number].standing = nil
    } else {
      clients[number].next = visible.count
      clients[number].standing = .some(visible.last?.id)
    }
    clients[number].isTooSlow = false
  }

  private mutating func enters(_ number: Int) async throws {
    guard let asked = clients[number].asked else { return }
    let node = asked.node
    clients[number].asked = nil
    if rooms[node] == nil { lengths[node] = asked.length }
    var room = rooms[node] ?? EventRoom(at: asked.stream.place)
    guard room.admit(asked.stream, as: number) else {
      // So much has happened that it must ask again; what it was promised doesn't count.
      return try require(asked.length < lengths[node], "only who is behind is sent back")
    }
    rooms[node] = room
    clients[number].node = node
    isHanded(max(asked.length, lengths[node]), to: number)
  }

  private mutating func goes(_ number: Int) {
    clients[number].asked = nil
    guard let node = clients[number].node else { return }
    clients[number].node = nil
    rooms[node]?.leave(number)
    if rooms[node]?.count == 0 { rooms[node] = nil }
  }

  private mutating func read(_ count: Int, by number: Int) throws {
    guard let node = clients[number].node else { return }
    guard let taken = rooms[node]?.take(count, of: number) else {
      return try require(false, "client \(number) is in its room")
    }
    try requireEqual(taken.isCutOff, clients[number].isTooSlow, "only client \(number)'s own slowness cuts it off")
    let visible = visible(to: number)
    for message in taken.messages {
      switch message {
      case .sync(let board, let last):
        guard let standing = clients[number].standing else {
          return try require(false, "client \(number) knew enough to be told the rest")
        }
        try require(last == nil || last == standing, "what is told first names the last event that it includes")
        try require(board.calls.isEmpty, "no call is live here")
        clients[number].standing = nil
        clients[number].last = last
      case .event(let event, let previous):
        try require(clients[number].standing == nil, "who lacks too much is told first how things stand")
        try require(clients[number].next < visible.count, "nothing is told that didn't happen")
        try requireEqual(event.id, visible[clients[number].next].id, "the next event that client \(number) may see")
        try requireEqual(previous, clients[number].last, "each names the one before it")
        clients[number].last = event.id
        clients[number].next += 1
      }
    }
    if taken.isCutOff { goes(number) }
  }

  // MARK: Nodes

  private mutating func turns(_ node: Int) async throws {
    let follow = FollowEvents(store: store)
    while var room = rooms[node] {
      guard let turn = try await follow(room.next(looksAgain: true), of: tenant) else {
        return try require(false, "nothing was forgotten")
      }
      let woken = room.go(on: turn)
      rooms[node] = room
      for number in clients.indices where clients[number].node == node {
        if room.stream(number)?.waitingCount ?? 0 > 0 {
          try require(woken.contains(number), "client \(number), for whom something waits, is woken")
        }
      }
      if !turn.hasMore { break }
    }
    guard rooms[node] != nil else { return }
    lengths[node] = log.count
    for number in clients.indices where clients[number].node == node { isHanded(log.count, to: number) }
  }

  /// So much of the log was looked through for a client.
  private mutating func isHanded(_ length: Int, to number: Int) {
    let offered = log.prefix(length).count { clients[number].sees($0) }
    let waits = offered - clients[number].next + (clients[number].standing == nil ? 0 : 1)
    if waits > EventStream.maximumWaiting { clients[number].isTooSlow = true }
  }

  private func visible(to number: Int) -> [Told] { log.filter(clients[number].sees) }
}

extension LiveEvent {
  fileprivate func fact(at moment: Timestamp, begins: Bool) -> Call.Fact {
    switch self {
    case .begins: begins ? .started : .rang
    case .handed(let department):
      .transferStarted(Transfer(reason: .callerWish, department: department.map(DepartmentPlan.department)))
    case .queued(let department): .queued(DepartmentPlan.department(department))
    case .metered: .metered(AIUsage())
    case .ends: .ended(Ending(.hungUp, at: moment))
    }
  }
}

extension LiveEventStep {
  fileprivate static func number(of department: Department.ID) -> Int? {
    (0..<departments).first { DepartmentPlan.department($0) == department }
  }
}

private enum P17 {
  static let coverage = [
    Coverage("comes back to something new", atLeast: 15), Coverage("comes back to too much", atLeast: 8),
    Coverage("comes with an unknown name", atLeast: 10), Coverage("something happens at the door", atLeast: 8),
    Coverage("doesn't read", atLeast: 1), Coverage("hears from two nodes", atLeast: 1),
  ]

  /// What the client who sees everything meets, roughly: how much there is to be read is counted, not which.
  static let labels: @Sendable ([LiveEventStep]) -> [String] = { steps in
    var labels: Set<String> = []
    var (happened, known, handed) = (0, 0, 0)
    var door: Int?
    var room: Int?
    var nodes: Set<Int> = []
    for step in steps {
      switch step {
      case .happens(_, .queued, let times):
        happened += times
        if door != nil { labels.insert("something happens at the door") }
      case .comes(0, let node, let name):
        (door, room) = (node, nil)
        if name == .unknown { labels.insert("comes with an unknown name") }
        if name == .its, known > 0, known < happened {
          labels.insert(
            happened - known > EventStream.maximumMissed ? "comes back to too much" : "comes back to something new")
        }
        if name != .its || known == 0 || happened - known > EventStream.maximumMissed { known = happened }
        handed = happened
      case .enters(0):
        guard let node = door else { break }
        (door, room) = (nil, node)
      case .goes(0): (door, room) = (nil, nil)
      case .turns(let node) where node == room:
        handed = happened
        if handed - known > EventStream.maximumWaiting { labels.insert("doesn't read") }
      case .reads(0, let count) where room != nil:
        if handed > known, let node = room { nodes.insert(node) }
        known = min(handed, known + count)
      default: break
      }
    }
    if nodes.count > 1 { labels.insert("hears from two nodes") }
    return labels.sorted()
  }
}
