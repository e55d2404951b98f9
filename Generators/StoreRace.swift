public import PropertyTesting
public import VoiceCore

/// A few clients at once on one tenant of a store: what they are told must look as if each use had happened at one moment.
public enum StoreRace {
  /// One use by one client. Each reads before it writes.
  public enum Operation: Equatable, Sendable {
    /// Enters the queue, and tells who waits by then.
    case enter(caller: Int)
    /// Leaves it.
    case leave(caller: Int)
    /// Redeems the one token; when it isn't there, and `renews`, issues it anew.
    case redeem(renews: Bool)
    /// Adds a fact to the one call, and tells how many it has.
    case addFact
    /// Looks at the queue and the call in one snapshot.
    case look
  }

  /// What a client is told.
  public struct Told: Equatable, Hashable, Sendable {
    var waiting: [Int] = []
    var isThere = false
    var facts = 0
  }

  /// The clients' uses, two or three each.
  public static var clients: Gen<[[Operation]]> {
    let operation = Gen<Operation> { source throws(Discard) in
      let kind = try source.draw(.int(0...6))
      let caller = try source.draw(.int(1...3))
      return switch kind {
      case 0: .look
      case 1, 2: .enter(caller: caller)
      case 3: .leave(caller: caller)
      case 4: .redeem(renews: false)
      case 5: .redeem(renews: true)
      default: .addFact
      }
    }
    return .array(of: .array(of: operation, count: 1...3), count: 2...4)
  }

  /// Lets all clients go at once.
  public static func run(
    _ clients: [[Operation]], on store: any Store, _ names: StoreNames
  ) async throws -> CallHistory<Operation, Told> {
    let history = CallHistory<Operation, Told>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, operations) in clients.enumerated() {
        group.addTask {
          for operation in operations {
            _ = try await history.call("client \(number)", operation) { try await perform($0, on: store, names) }
          }
        }
      }
      try await group.waitForAll()
    }
    return history
  }

  /// What one client after the other would be told.
  public static func requireInOrder(_ history: CallHistory<Operation, Told>) throws {
    try requireLinearizable(history, from: Told()) { state, operation in
      var told = Told()
      switch operation {
      case .enter(let caller):
        // All arrive at the same moment, so they stand in the order of their ids.
        if !state.waiting.contains(caller) { state.waiting = (state.waiting + [caller]).sorted() }
        told.waiting = state.waiting
      case .leave(let caller):
        state.waiting.removeAll { $0 == caller }
        told.waiting = state.waiting
      case .redeem(let renews):
        told.isThere = state.isThere
        state.isThere = !state.isThere && renews
      case .addFact:
        state.facts += 1
        told.facts = state.facts
      case .look:
        // No snapshot shows a token.
        told = state
        told.isThere = false
      }
      return told
    }
  }

  private static func perform(
    _ operation: Operation, on store: any Store, _ names: StoreNames
  ) async throws(StoreFailure) -> Told {
    let tenant = names.tenants[0]
    let department: Department.ID = Identifier(1)
    let call = names.call(1, carrier: 1)
    let digest = names.digest(1)
    let moment = Timestamp(microseconds: 1_000)
    if case .look = operation {
      return try await store.read(for: tenant) { scope throws(StoreFailure) in
        Told(
          waiting: try await scope.queue(of: department).waiting.map { Int($0.call.bits) },
          facts: try await scope.facts(of: call.id).count)
      }
    }
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      var told = Told()
      switch operation {
      case .enter(let caller), .leave(let caller):
        var queue = try await scope.queue(of: department)
        if case .enter = operation {
          _ = queue.enter(WaitingCaller(call: Identifier(UInt128(caller)), arrival: moment))
        } else {
          _ = queue.leave(Identifier(UInt128(caller)))
        }
        try await scope.save(queue)
        told.waiting = queue.waiting.map { Int($0.call.bits) }
      case .redeem(let renews):
        told.isThere = try await scope.redeem(digest) != nil
        if !told.isThere, renews {
          try await scope.save(StreamGrant(digest: digest, call: call.id, expiresAt: moment))
        }
      case .addFact:
        try await scope.save(call, facts: [.started], intentions: [], at: moment)
        told.facts = try await scope.facts(of: call.id).count
      case .look: break
      }
      return told
    }
  }
}
