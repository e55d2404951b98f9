import PropertyTesting

/// The rules of calls: a transfer after exactly the third failed attempt, one end, and nothing lost in a crash.
struct CallDeskMachine: StateMachine {
  /// A call by its place in the desk.
  typealias Call = CallDesk.Call

  enum Command {
    case start(Reference<Call>)
    case fail(Reference<Call>, attempt: Int)
    case serve(Reference<Call>)
    case end(Reference<Call>)
    case work
    case crashAndReopen
  }

  struct Model: Sendable {
    var order: [Reference<Call>] = []
    var calls: [Call] = []
    var toTransfer: [Int] = []
  }

  let planted: Fault?
  let initialModel = Model()

  let commands: [CommandKind<Self>] = [
    .command("start", making: Call.self, Command.start).when { $0.calls.count < 2 },
    .command("fail", weight: 6, on: { $0.order }, with: .int(1...5), Command.fail),
    .command("serve", on: { $0.order }, Command.serve),
    .command("end", on: { $0.order }, Command.end),
    .command("work", weight: 3, .work),
    .fault("crash and reopen", weight: 2, .crashAndReopen),
  ]

  func apply(_ command: Command, to model: inout Model) -> [Int] {
    switch command {
    case .start(let call):
      model.order.append(call)
      model.calls.append(Call())
    case .fail(let call, let attempt): fail(model.place(call), attempt, &model)
    case .serve, .crashAndReopen: break
    case .end(let call):
      model.calls[model.place(call)].ends = 1
      model.calls[model.place(call)].records = 1
    case .work:
      let done = model.toTransfer.filter { model.calls[$0].ends == 0 }
      model.toTransfer = []
      for call in done { model.calls[call].transfers = 1 }
      return done
    }
    return []
  }

  private func fail(_ call: Int, _ attempt: Int, _ model: inout Model) {
    let now = model.calls[call]
    guard now.ends == 0, now.failed.count < 3, !now.failed.contains(attempt) else { return }
    model.calls[call].failed.append(attempt)
    guard now.failed.count == 2 else { return }
    model.calls[call].isHandedOver = true
    model.toTransfer.append(call)
  }

  /// The desk and the place of each call in it.
  struct System {
    var desk: CallDesk
    var places: [Reference<Call>] = []
  }

  func start() -> System { System(desk: CallDesk(planted: planted)) }

  func run(_ command: Command, on system: inout System) throws -> [Int] {
    let places = system.places
    func place(_ call: Reference<Call>) -> Int { places.firstIndex(of: call) ?? 0 }
    switch command {
    case .start(let call):
      system.desk.start()
      system.places.append(call)
    case .fail(let call, let attempt): system.desk.fail(place(call), attempt: attempt)
    case .serve(let call): system.desk.serve(place(call))
    case .end(let call): system.desk.end(place(call))
    case .work: return system.desk.work()
    case .crashAndReopen: system.desk.crashAndReopen()
    }
    return []
  }

  func invariant(_ model: Model, _ system: System) throws {
    try requireEqual(system.desk.calls, model.calls, "calls")
  }
}

extension CallDeskMachine.Model {
  func place(_ call: Reference<CallDesk.Call>) -> Int { order.firstIndex(of: call) ?? 0 }
}
