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
        for caller in input.callers { try require(queue.enter(caller), "there is room") }
        for skills in input.agents {
          let served = queue.next(for: skills)
          try P18.requireRightful(served, of: queue.waiting, for: skills)
          if let served { try require(queue.leave(served.call) == served, "who is served leaves the queue") }
        }
      }
    },
    store: { source in
      Property(18, "Call Queue Prioritization", for: .queueCase, labels: P18.labels) { input in
        let store = try await source.make()
        let tenant: Tenant.ID = Identifier(1)
        let department: Department.ID = Identifier(1)
        try await withThrowingTaskGroup(of: Void.self) { group in
          // All at once: each is a unit of work of its own, and none may be lost.
          for caller in input.callers {
            group.addTask {
              try await store.transaction(for: tenant) { scope throws(StoreFailure) in
                var queue = try await scope.queue(of: department)
                guard queue.enter(caller) else { throw .conflict }
                try await scope.save(queue)
              }
            }
          }
          try await group.waitForAll()
        }
        for skills in input.agents {
          let (before, served) = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
            var queue = try await scope.queue(of: department)
            let before = queue.waiting
            let served = queue.next(for: skills)
            if let served { _ = queue.leave(served.call) }
            try await scope.save(queue)
            return (before, served)
          }
          try P18.requireRightful(served, of: before, for: skills)
        }
        let left = try await store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.queue(of: department)
        }
        try require(left.waiting.count + input.agents.count >= input.callers.count, "no caller was lost")
      }
    })
}

/// Callers in their order of entry, and agents who become free one after the other.
struct QueueCase: Sendable {
  let callers: [WaitingCaller]
  let agents: [Set<Skill>]
}

extension Gen where Value == QueueCase {
  fileprivate static var queueCase: Gen {
    zip(Gen<[WaitingCaller]>.waitingCallers, Gen<[Set<Skill>]>.array(of: .agentSkills, count: 0...8))
      .map { QueueCase(callers: $0, agents: $1) }
  }
}

private enum P18 {
  static let coverage = [
    Coverage("overtaking", atLeast: 10), Coverage("equal arrivals", atLeast: 10),
    Coverage("skill nobody has", atLeast: 5),
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
    return labels
  }

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
