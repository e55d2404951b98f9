import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P18-call-queue-prioritization.md
  static let p18CallQueuePrioritization = VerifiedProperty(
    number: 18, title: "Call Queue Prioritization",
    core: {
      Property(18, "Call Queue Prioritization", for: .queueCase, labels: P18.labels, coverage: P18.coverage) { input in
        var queue = CallQueue(department: Identifier(1))
        var model = QueueModel()
        for step in input.steps {
          try P18.take(step, input.callers, &queue, &model)
          try model.requireSame(queue)
        }
        for caller in input.callers { try requireEqual(queue.enter(caller), model.enter(caller), "nobody waits twice") }
        for skills in input.agents {
          let served = queue.next(for: skills)
          try P18.requireRightful(served, of: queue.waiting, for: skills)
          if let served { try requireEqual(queue.leave(served.call), served, "who is served leaves the queue") }
        }
      }
    },
    store: { source in
      Property(18, "Call Queue Prioritization", for: .queueCase, labels: P18.labels, coverage: P18.storedCoverage) {
        input in
        let store = try await source.make()
        let line = StoredLine(store: store, tenant: Identifier(1), department: Identifier(1))
        var model = QueueModel()
        for step in input.steps { try await line.take(step, input.callers, &model) }
        for caller in model.waiting + model.reserved { try await line.leave(caller.call) }
        // All at once: each is a unit of work of its own, and none may be lost or stand twice.
        try await withThrowingTaskGroup(of: Void.self) { group in
          for caller in input.callers { group.addTask { try await line.enter(caller) } }
          try await group.waitForAll()
        }
        var waiting = input.callers
        for skills in input.agents {
          let served = try await line.serve(skills)
          try P18.requireRightful(served, of: waiting, for: skills)
          waiting.removeAll { $0.call == served?.call }
        }
        let left = try await line.count()
        try requireEqual(left, waiting.count, "no caller was lost")
      }
    }, isSimulated: true)
}

/// A queue whose callers are rows of a store; each thing that happens is a unit of work.
struct StoredLine: Sendable {
  let store: any ErasableStore
  let tenant: Tenant.ID
  let department: Department.ID

  func enter(_ caller: WaitingCaller) async throws {
    let refusal = try await refusal(of: caller)
    try requireNil(refusal, "who isn't in the queue may enter")
  }

  func refusal(of caller: WaitingCaller) async throws -> CallQueue.Refusal? {
    let department = department
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.enter(caller, in: department)
    }
  }

  @discardableResult
  func leave(_ call: Call.ID) async throws -> WaitingCaller? {
    let department = department
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.leave(call, in: department)
    }
  }

  func reserve(for skills: Set<Skill>) async throws -> WaitingCaller? {
    let (department, until) = (department, Timestamp(microseconds: 0))
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.reserveNext(
        in: department, with: skills, for: WaitingRow.Reserved(agent: Identifier(1), until: until))
    }
  }

  func giveBack(_ call: Call.ID) async throws -> WaitingCaller? {
    let department = department
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.giveBack(call, in: department)
    }
  }

  /// The next caller, served at once.
  func serve(_ skills: Set<Skill>) async throws -> WaitingCaller? {
    guard let served = try await reserve(for: skills) else { return nil }
    return try await leave(served.call)
  }

  func count() async throws -> Int {
    let department = department
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.queueHead(of: department).count
    }
  }

  func place(of call: Call.ID) async throws -> Int? {
    let department = department
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.position(of: call, in: department, limit: 100)
    }
  }

  /// Does a step here and on the model, and compares what they answer and where everybody stands then. Call-backs are the
  /// value's alone.
  func take(_ step: QueueStep, _ callers: [WaitingCaller], _ model: inout QueueModel) async throws {
    switch step {
    case .enters(let place):
      guard let caller = callers[round: place] else { return }
      let refusal = try await refusal(of: caller)
      try requireEqual(refusal == nil, model.enter(caller), "nobody waits twice")
    case .agentFree(let skills):
      let served = try await reserve(for: skills)
      try requireEqual(served, model.reserve(for: skills), "the same caller as the model's")
    case .unanswered(let place):
      guard let call = model.reservedCall(place) else { return }
      let back = try await giveBack(call)
      try requireEqual(back?.call, call, "back where they stood")
      model.giveBack(call)
    case .connected(let place):
      guard let call = model.reservedCall(place) else { return }
      let left = try await leave(call)
      try requireEqual(left, model.leave(call), "who is connected leaves")
    case .hangsUp(let place):
      guard let caller = callers[round: place] else { return }
      let left = try await leave(caller.call)
      try requireEqual(left, model.leave(caller.call), "who hangs up leaves")
    case .wantsCallBack: return
    }
    for (place, caller) in model.waiting.sorted(by: { P18.rank($0) < P18.rank($1) }).enumerated() {
      let told = try await self.place(of: caller.call)
      try requireEqual(told, place + 1, "the place that a caller is told")
    }
    let count = try await count()
    try requireEqual(count, model.waiting.count + model.reserved.count, "nobody is lost")
  }
}

/// Callers in their order of entry, and agents who become free one after the other.
struct QueueCase: Sendable {
  let callers: [WaitingCaller]
  let agents: [Set<Skill>]
  /// What happens before, on the pure value.
  let steps: [QueueStep]
}

extension Gen where Value == QueueCase {
  fileprivate static var queueCase: Gen {
    zip(
      Gen<[WaitingCaller]>.waitingCallers, Gen<[Set<Skill>]>.array(of: .agentSkills, count: 0...8),
      Gen<[QueueStep]>.queueSteps
    ).map { QueueCase(callers: $0, agents: $1, steps: $2) }
  }
}

enum P18 {
  static let coverage = [
    Coverage("overtaking", atLeast: 10), Coverage("equal arrivals", atLeast: 10),
    Coverage("skill nobody has", atLeast: 5), Coverage("given back", atLeast: 10), Coverage("called back", atLeast: 10),
  ]
  /// On stores nobody is called back.
  static let storedCoverage = [
    Coverage("overtaking", atLeast: 10), Coverage("equal arrivals", atLeast: 10),
    Coverage("skill nobody has", atLeast: 5), Coverage("given back", atLeast: 10),
  ]

  static let labels: @Sendable (QueueCase) -> [String] = { input in
    var labels: [String] = []
    let pairs = input.callers.flatMap { one in input.callers.map { (one, $0) } }
    if pairs.contains(where: { $0.arrival < $1.arrival && rank($1) < rank($0) }) { labels.append("overtaking") }
    if pairs.contains(where: { $0.call != $1.call && $0.arrival == $1.arrival }) { labels.append("equal arrivals") }
    if !input.agents.isEmpty,
      input.callers.contains(where: { caller in !input.agents.contains { caller.skills.isSubset(of: $0) } })
    {
      labels.append("skill nobody has")
    }
    return labels + happenings(input)
  }

  /// What comes of the steps, by the model.
  private static func happenings(_ input: QueueCase) -> [String] {
    var model = QueueModel()
    var labels: Set<String> = []
    for step in input.steps {
      switch step {
      case .enters(let place): if let caller = input.callers[round: place] { _ = model.enter(caller) }
      case .agentFree(let skills): _ = model.reserve(for: skills)
      case .unanswered(let place):
        guard let call = model.reservedCall(place) else { continue }
        model.giveBack(call)
        if model.waiting.count > 1 { labels.insert("given back") }
      case .connected(let place): if let call = model.reservedCall(place) { _ = model.leave(call) }
      case .hangsUp(let place): if let caller = input.callers[round: place] { _ = model.leave(caller.call) }
      case .wantsCallBack(let place):
        guard let caller = input.callers[round: place], model.callBack(caller.call, at: number) else { continue }
        labels.insert("called back")
      }
    }
    return labels.sorted()
  }

  /// Does a step on the queue and on the model, and compares what they answer.
  static func take(
    _ step: QueueStep, _ callers: [WaitingCaller], _ queue: inout CallQueue, _ model: inout QueueModel
  ) throws {
    switch step {
    case .enters(let place):
      guard let caller = callers[round: place] else { return }
      try requireEqual(queue.enter(caller), model.enter(caller), "nobody waits twice")
    case .agentFree(let skills):
      let before = queue.waiting
      let served = queue.reserve(for: Identifier(1), with: skills, until: Timestamp(microseconds: 0))
      try requireRightful(served, of: before, for: skills)
      try requireEqual(served, model.reserve(for: skills), "the same caller as the model's")
    case .unanswered(let place):
      guard let call = model.reservedCall(place) else { return }
      try requireEqual(queue.giveBack(call)?.call, call, "back where they stood")
      model.giveBack(call)
    case .connected(let place):
      guard let call = model.reservedCall(place) else { return }
      try requireEqual(queue.leave(call), model.leave(call), "who is connected leaves")
    case .hangsUp(let place):
      guard let caller = callers[round: place] else { return }
      try requireEqual(queue.leave(caller.call), model.leave(caller.call), "who hangs up leaves")
    case .wantsCallBack(let place):
      guard let caller = callers[round: place] else { return }
      try requireEqual(
        queue.requestCallBack(caller.call, at: number), model.callBack(caller.call, at: number),
        "who waits can be called back")
    }
  }

  private static let number: PhoneNumber = {
    guard let number = PhoneNumber("+15550106100") else { preconditionFailure("it is a number") }
    return number
  }()

  /// The law, over everybody who could be served: least (arrival − bonus, arrival, call id).
  static func requireRightful(_ served: WaitingCaller?, of waiting: [WaitingCaller], for skills: Set<Skill>) throws {
    let able = waiting.filter { $0.skills.isSubset(of: skills) }
    guard let served else { return try require(able.isEmpty, "somebody could be served and wasn't") }
    try require(served.skills.isSubset(of: skills), "the agent can serve this caller")
    for other in able where other.call != served.call {
      try require(rank(served) < rank(other), "the least rank goes first")
      try require(
        other.arrival >= served.arrival - .seconds(120), "nobody is overtaken by one who came more than 120 s later")
    }
  }

  static func rank(_ caller: WaitingCaller) -> (Timestamp, Timestamp, Call.ID) {
    (caller.arrival - caller.tier.bonus, caller.arrival, caller.call)
  }
}
