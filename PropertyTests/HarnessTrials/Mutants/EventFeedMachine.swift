import PropertyTesting

/// The rules of the log's readers: pages neither skip nor repeat; deliveries keep their id and their call's order.
struct EventFeedMachine: StateMachine {
  enum Command {
    case emit(call: Int)
    case page(limit: Int)
    case deliver(EventFeed.Outcome)
    case restartFollower
    case parked
  }

  struct Model: Sendable {
    var events = 0
    var read = 0
    /// For each call its events that wait, in order.
    var waiting: [[Int]] = [[], []]
    /// Tries at the first of each call.
    var tries = [0, 0]
    var parked: [Int] = []
  }

  enum Answer: Equatable { case none, page([Int]), delivery(EventFeed.Delivery?) }

  let planted: Fault?
  let initialModel = Model()

  let commands: [CommandKind<Self>] = [
    .command("emit", weight: 4, Gen.int(0...1).map(Command.emit)),
    .command("page", weight: 2, Gen.int(1...3).map(Command.page)),
    .command("deliver", weight: 3, Gen.element(of: [.accepted, .refused]).map(Command.deliver)),
    .command("refuse", weight: 2, .deliver(.refused)),
    .fault("crash after delivery", .deliver(.crashedAfterwards)),
    .fault("restart follower", .restartFollower),
    .command("parked", .parked),
  ]

  func apply(_ command: Command, to model: inout Model) -> Answer {
    switch command {
    case .emit(let call):
      model.waiting[call].append(model.events)
      model.events += 1
    case .page(let limit):
      let page = Array((model.read..<model.events).prefix(limit))
      model.read += page.count
      return .page(page)
    case .deliver(let outcome): return .delivery(deliver(outcome, &model))
    case .restartFollower: break
    case .parked: return .page(model.parked)
    }
    return .none
  }

  private func deliver(_ outcome: EventFeed.Outcome, _ model: inout Model) -> EventFeed.Delivery? {
    let calls = [0, 1].filter { !model.waiting[$0].isEmpty }
    guard
      let call = calls.min(by: { (model.tries[$0], model.waiting[$0][0]) < (model.tries[$1], model.waiting[$1][0]) })
    else { return nil }
    let event = model.waiting[call][0]
    if outcome == .refused { model.tries[call] += 1 }
    let isParked = model.tries[call] == 3
    if isParked { model.parked.append(event) }
    let wait = outcome == .refused && !isParked ? [2, 4][model.tries[call] - 1] : nil
    if isParked || outcome == .accepted {
      model.waiting[call].removeFirst()
      model.tries[call] = 0
    }
    return EventFeed.Delivery(event: event, id: event, wait: wait)
  }

  func start() -> EventFeed { EventFeed(planted: planted) }

  func run(_ command: Command, on feed: inout EventFeed) -> Answer {
    switch command {
    case .emit(let call): feed.emit(call)
    case .page(let limit): return .page(feed.page(limit))
    case .deliver(let outcome): return .delivery(feed.deliver(outcome))
    case .restartFollower: feed.restartFollower()
    case .parked: return .page(feed.parked)
    }
    return .none
  }
}
