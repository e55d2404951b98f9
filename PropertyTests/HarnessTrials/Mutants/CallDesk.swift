/// Calls, their attempts, hand-overs and ends, kept as a log of facts and a list of intentions that survive a crash.
struct CallDesk {
  enum Fact { case started(Int), failed(Int, attempt: Int), served(Int), handedOver(Int), transferred(Int), ended(Int) }

  /// What can be seen of one call.
  struct Call: Equatable, Sendable {
    var failed: [Int] = []
    var isHandedOver = false
    var transfers = 0
    var ends = 0
    var records = 0
  }

  let planted: Fault?
  private(set) var calls: [Call] = []
  private var log: [Fact] = []
  private var intentions: [Int] = []
  private var storedIntentions: [Int] = []

  init(planted: Fault?) { self.planted = planted }

  private var attemptsBeforeTransfer: Int {
    switch planted {
    case .transferOnSecond: 2
    case .transferOnFourth: 4
    default: 3
    }
  }

  mutating func start() { commit([.started(calls.count)]) }

  mutating func fail(_ call: Int, attempt: Int) {
    let now = calls[call]
    guard now.ends == 0 || planted == .lateVerdict else { return }
    guard !now.isHandedOver || planted == .transferTwice else { return }
    guard !now.failed.contains(attempt) || planted == .repeatCounts else { return }
    let before = planted == .countShared ? calls.map(\.failed.count).reduce(0, +) : now.failed.count
    guard before + 1 >= attemptsBeforeTransfer else { return commit([.failed(call, attempt: attempt)]) }
    commit([.failed(call, attempt: attempt), .handedOver(call)], intention: call)
  }

  mutating func serve(_ call: Int) { commit([.served(call)]) }

  mutating func end(_ call: Int) {
    guard calls[call].ends == 0 || planted == .endTwice else {
      if planted == .recordTwice { calls[call].records += 1 }
      return
    }
    commit([.ended(call)])
  }

  /// Carries out what was intended.
  mutating func work() -> [Int] {
    let done = intentions.filter { calls[$0].ends == 0 || planted == .transferAfterEnd }
    intentions = []
    if planted != .workRepeated { storedIntentions = [] }
    commit(done.map(Fact.transferred))
    return done
  }

  mutating func crashAndReopen() {
    let survived = planted == .eventLost ? log.dropLast() : log[...]
    calls = []
    log = Array(survived)
    for fact in survived { evolve(fact) }
    intentions = planted == .transferLost ? [] : storedIntentions
  }

  private mutating func commit(_ facts: [Fact], intention: Int? = nil) {
    for fact in facts { evolve(fact) }
    if planted != .halfStored || facts.count < 2 { log += facts } else { log += facts.prefix(1) }
    guard let intention else { return }
    intentions.append(intention)
    storedIntentions.append(intention)
  }

  private mutating func evolve(_ fact: Fact) {
    switch fact {
    case .started: calls.append(Call())
    case .failed(let call, let attempt): calls[call].failed.append(attempt)
    case .served(let call): if planted == .successResets { calls[call].failed = [] }
    case .handedOver(let call): calls[call].isHandedOver = true
    case .transferred(let call): calls[call].transfers += 1
    case .ended(let call):
      calls[call].ends += 1
      calls[call].records += 1
    }
  }
}
