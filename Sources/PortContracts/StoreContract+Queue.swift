import VoiceCore

extension StoreContract {
  static let waitingLines: [ContractCheck<any Store>] = [
    ContractCheck("a queue whose callers are rows answers as the queue that is a value, inside a body and after it") {
      store in
      var queue = CallQueue(department: Sample.id(1))
      // Steps that jump about, without chance; several in one unit of work, so that its own rows are read, too.
      for start in stride(from: 0, to: 90, by: 5) {
        let answers = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
          var answers: [QueueAnswer] = []
          for step in start..<start + 5 { answers.append(try await QueueStep(step).take(in: scope)) }
          return answers
        }
        let expected = (start..<start + 5).map { QueueStep($0).take(in: &queue) }
        try expect("steps \(start)…", answers, is: expected)
      }
      try expect("somebody waits", queue.waiting.count > 2, is: true)
      for caller in queue.waiting {
        let place = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
          try await scope.position(of: caller.call, in: Sample.id(1), limit: 1000)
        }
        try expect("the place of \(caller.call)", place, is: queue.position(of: caller.call))
      }
    },
    ContractCheck("callers who enter one queue of rows at once all stand in it, and a full one takes no more") {
      store in
      let limits = QueueLimits.ofFour
      try await withThrowingTaskGroup(of: CallQueue.Refusal?.self) { group in
        for number in 1...6 as ClosedRange<UInt128> {
          group.addTask {
            try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
              try await scope.enter(Sample.waiting(number).caller, in: Sample.id(1), by: limits)
            }
          }
        }
        var refused = 0
        for try await refusal in group { refused += refusal == .full ? 1 : 0 }
        try expect("refused", refused, is: 2)
      }
      let (head, count) = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        (
          try await scope.queueHead(of: Sample.id(1)),
          try await scope.countWaiting(in: Sample.id(1), before: .last, limit: 9)
        )
      }
      try expect("the head's count", head.count, is: 4)
      try expect("rows", count, is: 4)
    },
    ContractCheck("two agents who are free at once get two callers") { store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in 1...2 as ClosedRange<UInt128> {
          _ = try await scope.enter(Sample.waiting(number).caller, in: Sample.id(1))
        }
      }
      let served = try await withThrowingTaskGroup(of: Call.ID?.self) { group in
        for agent in 1...3 as ClosedRange<UInt128> {
          group.addTask {
            try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
              try await scope.reserveNext(
                in: Sample.id(1), with: [Skill("billing")],
                for: WaitingRow.Reserved(agent: Sample.id(agent), until: Sample.moment))?.call
            }
          }
        }
        var served: [Call.ID] = []
        for try await call in group { if let call { served.append(call) } }
        return served.sorted()
      }
      try expect("served", served, is: [Sample.id(1), Sample.id(2)])
    },
  ]
}

/// One of the things that happen at a queue, by number.
private struct QueueStep: Sendable {
  private let number: Int

  init(_ number: Int) { self.number = number }

  private var caller: WaitingCaller {
    let place = number &* 2_654_435_761 % 17
    return WaitingCaller(
      call: Sample.id(UInt128(place)), arrival: Sample.moment + .seconds(place * 37 % 11 * 20),
      tier: CallerTier.allCases[place % 5], skills: Set([Skill("billing"), Skill("spanish")].prefix(place % 3)))
  }

  private var able: Set<Skill> { Set([Skill("billing"), Skill("spanish")].prefix(number % 3)) }

  func take(in scope: any TenantScope) async throws(StoreFailure) -> QueueAnswer {
    switch number % 5 {
    case 0, 1: .refusal(try await scope.enter(caller, in: Sample.id(1)))
    case 2:
      .caller(
        try await scope.reserveNext(
          in: Sample.id(1), with: able, for: WaitingRow.Reserved(agent: Sample.id(1), until: Sample.moment)))
    case 3: .caller(try await scope.giveBack(caller.call, in: Sample.id(1)))
    default: .caller(try await scope.leave(caller.call, in: Sample.id(1)))
    }
  }

  func take(in queue: inout CallQueue) -> QueueAnswer {
    switch number % 5 {
    case 0, 1:
      let refusal = queue.refusal(of: caller)
      _ = queue.enter(caller)
      return .refusal(refusal)
    case 2: return .caller(queue.reserve(for: Sample.id(1), with: able, until: Sample.moment))
    case 3: return .caller(queue.giveBack(caller.call))
    default: return .caller(queue.leave(caller.call))
    }
  }
}

private enum QueueAnswer: Equatable, Sendable {
  case refusal(CallQueue.Refusal?)
  case caller(WaitingCaller?)
}

extension QueueRank {
  /// Behind whoever may come.
  fileprivate static let last = QueueRank(
    arrival: Timestamp(microseconds: .max), bonus: .zero, call: Identifier(.max))
}

extension QueueLimits {
  fileprivate static let ofFour: QueueLimits = {
    guard let limits = try? QueueLimits(length: 4) else { preconditionFailure("the limits are legal") }
    return limits
  }()
}
