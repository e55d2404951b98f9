import CallRuntime
import Generators
import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("Watching over calls that nobody has", .timeLimit(.minutes(1)))
struct OrphanWatchTests {
  private let store = MemoryStore()
  private let time = ManualTime()
  private let carrier = AskedCarrier()
  private let tokens = SecretTokens.counting()
  private let plan = TestTenant.plan(1)
  private let node = Node.ID(7)
  private let limits = OrphanLimits()

  @Test func `a call whose node lives is left alone, however long`() async throws {
    try await arrive()
    let memory = OrphanWatch.Memory()
    let (time, watch, limits) = (time, watch, limits)
    let tallies = Mutex<[OrphanWatch.Tally]>([])
    let hasLed = try await store.leadership.lead(as: .node(node)) {
      for _ in 1...10 {
        time.advance(by: limits.grace)
        if let tally = try? await watch.round(memory) { tallies.withLock { $0.append(tally) } }
      }
    }
    #expect(hasLed)
    #expect(tallies.withLock { $0.map(\.live) } == Array(repeating: 1, count: 10))
    #expect(carrier.asked == [])
  }

  @Test func `a call whose end its living node couldn't store is asked for when no stream lasts as long`() async throws
  {
    let place = try await arrive()
    carrier.isOver.withLock { $0 = true }
    let memory = OrphanWatch.Memory()
    let (time, watch, limits) = (time, watch, limits)
    let ended = Mutex<[Int]>([])
    _ = try await store.leadership.lead(as: .node(node)) {
      for span in [limits.longestStream - .seconds(1), .seconds(1)] {
        time.advance(by: span)
        if let tally = try? await watch.round(memory) { ended.withLock { $0.append(tally.ended) } }
      }
    }
    #expect(ended.withLock { $0 } == [0, 1])
    let record = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    #expect(record?.cause == .hungUp)
  }

  @Test func `a call whose node died is brought back after the grace, not before`() async throws {
    try await arrive()
    let memory = OrphanWatch.Memory()
    #expect(try await watch.round(memory).rescued == 0)
    time.advance(by: limits.grace - .seconds(1))
    #expect(try await watch.round(memory).rescued == 0)
    time.advance(by: .seconds(1))
    #expect(try await watch.round(memory).rescued == 1)
    #expect(carrier.asked == ["state CA1", "anew CA1"])
  }

  @Test func `a node that is back within the grace keeps its calls`() async throws {
    try await arrive()
    let memory = OrphanWatch.Memory()
    _ = try await watch.round(memory)
    time.advance(by: limits.grace)
    let watch = watch
    _ = try await store.leadership.lead(as: .node(node)) { _ = try? await watch.round(memory) }
    // Gone again: its grace begins anew.
    #expect(try await watch.round(memory).rescued == 0)
    #expect(carrier.asked == [])
  }

  @Test func `a call that ended with its carrier while no node lived gets its one record`() async throws {
    let place = try await arrive()
    carrier.isOver.withLock { $0 = true }
    let memory = OrphanWatch.Memory()
    _ = try await watch.round(memory)
    time.advance(by: limits.grace)
    #expect(try await watch.round(memory).ended == 1)
    #expect(try await watch.round(memory) == OrphanWatch.Tally())
    let record = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    #expect(record?.cause == .hungUp)
  }

  @Test func `a call that rang and never came is asked for when patience is over, and not at every round`() async throws
  {
    try await announce()
    let memory = OrphanWatch.Memory()
    _ = try await watch.round(memory)
    #expect(carrier.asked == [])
    carrier.failure.withLock { $0 = .unavailable }
    time.advance(by: limits.patience)
    #expect(try await watch.round(memory).unknown == 1)
    #expect(try await watch.round(memory).unknown == 0)
    #expect(carrier.asked == ["state CA1"])
    time.advance(by: limits.patience)
    #expect(try await watch.round(memory).unknown == 1)
  }

  private var watch: OrphanWatch {
    OrphanWatch(store: store, leadership: store.leadership, carrier: carrier, time: time)
  }

  @discardableResult
  private func announce() async throws -> String {
    try await ProvisionTenant(store: store)(plan)
    let answer = AnswerCall(
      store: store, time: time, ids: .counting(), tokens: tokens, admission: .open,
      desk: ScreeningDesk(store: store, chance: Chance { 6 }))
    let id = try #require(CarrierCallID("CA1"))
    let outcome = try await answer(.init(carrierID: id, caller: .withheld, dialled: plan.lines[0].number))
    guard case .connect(let token, _) = outcome else { throw StoreFailure.notFound }
    return token
  }

  @discardableResult
  private func arrive() async throws -> CallPlace {
    let token = try await announce()
    let join = JoinStream(store: store, time: time, tokens: tokens, node: node)
    return try await join(token: token, carrierCall: "CA1").place
  }
}

/// A carrier whose only leg is up until it is said to be over.
private final class AskedCarrier: LegControl {
  let isOver = Mutex(false)
  let failure = Mutex<TelephonyFailure?>(nil)
  private let questions = Mutex<[String]>([])
  var asked: [String] { questions.withLock { $0 } }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { questions.withLock { $0.append("hangUp \(leg)") } }

  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState {
    questions.withLock { $0.append("state \(leg)") }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return isOver.withLock { $0 } ? .over(.hungUp) : .live
  }

  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) {
    questions.withLock { $0.append("anew \(leg)") }
  }
}
