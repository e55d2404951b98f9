import Generators
import Logging
import NIOPosix
import OfflineSpeech
import Server
import Synchronization
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  @Suite("What a node does beside its calls")
  struct BackgroundWorkTests {
    @Test func `all of it ends when it is time to, and the sign that the node lives last`() async throws {
      try await Office.open { office in
        let diary = Diary()
        let work = office.work(diary) { _ throws(SealFailure) in 0 }
        let running = Task { await work.work() }
        let names = [
          "analytics", "intentions", "master-key", "node-\(Office.node)", "orphans", "queues", "retention",
        ]
        try await within(.seconds(30), "all of it has begun") { Set(names).isSubset(of: diary.begun) }
        #expect(diary.begun.sorted() == names)
        #expect(diary.ended.isEmpty)
        work.stop()
        await running.value
        #expect(diary.ended.sorted() == names)
        #expect(diary.ended.last == "node-\(Office.node)")
      }
    }

    @Test func `cancelled, it ends too`() async throws {
      try await Office.open { office in
        let diary = Diary()
        let running = Task { await office.work(diary).work() }
        try await within(.seconds(30), "it has begun") { diary.begun.contains("orphans") }
        running.cancel()
        await running.value
        #expect(Set(diary.ended) == diary.begun)
      }
    }

    @Test func `rows of whoever has an older key are sealed anew, whatever is wrong with one of them`() async throws {
      try await Office.open { office in
        let keys = OldKeys(of: office.tenants)
        let renew = RenewSeals(renewal: keys, keys: keys, time: office.time)
        let work = office.work(Diary(), renewSeals: renew)
        let running = Task { await work.work() }
        // The first has a row that can't be opened; the second has more to do than one turn; the third is done at once.
        try await within(.seconds(30), "they are renewed") { keys.retired.count == 2 }
        work.stop()
        await running.value
        #expect(keys.retired == [office.tenants[2], office.tenants[1]])
      }
    }

    @Test func `a new master key reaches whoever has keys, whatever is wrong with one of them`() async throws {
      try await Office.open { office in
        let wrapped = Mutex<[[Tenant.ID]]>([])
        let (broken, closed) = (office.tenants[0], office.tenants[1])
        _ = try await office.store.erasure.close(closed, by: .server, at: office.time.now())
        let work = office.work(Diary()) { tenants throws(SealFailure) in
          wrapped.withLock { $0.append(tenants) }
          if tenants == [broken] { throw .tampered }
          return 1
        }
        let running = Task { await work.work() }
        // The deployment's own, each tenant's, a closed one's too, and those under which strangers' sign-ins are counted.
        let all = [[]] + (office.tenants + [Tenant.nobody]).sorted().map { [$0] }
        try await within(.seconds(30), "all are wrapped") { wrapped.withLock { $0.count } >= all.count }
        work.stop()
        await running.value
        #expect(wrapped.withLock { $0 } == all)
      }
    }
  }
}

/// A store with three tenants, and a clock that stands still.
private struct Office: Sendable {
  static let node = Node.ID(7)

  let store: any ErasableStore
  let time: ManualTime
  /// In the order of their ids.
  let tenants: [Tenant.ID]

  static func open(_ body: @Sendable (Office) async throws -> Void) async throws {
    var settings = Settings()
    settings.database = .memory
    settings.port = 0
    let deployment = try await Deployment.assemble(
      settings, eventLoops: MultiThreadedEventLoopGroup.singleton, metrics: PrometheusMetrics(),
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, bounds: .forTests)
    for number in 1...3 { try await deployment.provision(TestTenant.plan(number)) }
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(
        try await body(
          Office(
            store: deployment.store, time: ManualTime(), tenants: try await deployment.store.platform.tenants())))
    } catch {
      outcome = .failure(error)
    }
    await deployment.close()
    try outcome.get()
  }

  func work(
    _ leadership: any Leadership, rewrap: BackgroundWork.Rewrap? = nil, renewSeals: RenewSeals? = nil
  ) -> BackgroundWork {
    BackgroundWork(
      node: Self.node, store: store, leadership: leadership, carrier: SilentCarrier(), time: time, rewrap: rewrap,
      renewSeals: renewSeals, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }
}

/// Keys of tenants that were rotated once, and passes through their rows: the first tenant's finds damage, the second's is long.
private final class OldKeys: DataKeys, SealRenewal {
  private let tenants: [Tenant.ID]
  private let state = Mutex<[Tenant.ID]>([])
  /// Whose old keys are destroyed, in that order.
  var retired: [Tenant.ID] { state.withLock { $0 } }

  init(of tenants: [Tenant.ID]) { self.tenants = tenants }

  func rotate(_ tenant: Tenant.ID) async throws(SealFailure) -> UInt32 { 2 }
  func numbers(of tenant: Tenant.ID) async throws(SealFailure) -> [UInt32] {
    tenants.contains(tenant) && !retired.contains(tenant) ? [1, 2] : [2]
  }
  func retire(below number: UInt32, of tenant: Tenant.ID) async throws(SealFailure) {
    state.withLock { $0.append(tenant) }
  }
  func begin(_ tenant: Tenant.ID) async throws(StoreFailure) -> (any SealPass)? {
    Pass(steps: tenant == tenants[1] ? RenewSeals.goesInTurn * 2 : 1, isDamaged: tenant == tenants[0])
  }

  private final class Pass: SealPass {
    let number: UInt32 = 2
    private let left: Mutex<Int>
    private let isDamaged: Bool

    init(steps: Int, isDamaged: Bool) {
      left = Mutex(steps)
      self.isDamaged = isDamaged
    }

    func advance(limit: Int) async throws(StoreFailure) -> SealPassStep {
      var tally = SealTally()
      if isDamaged { tally.damaged = ["users": 1] }
      let isOver = left.withLock { left in
        left -= 1
        return left <= 0
      }
      return isOver ? .done(tally) : .going(tally)
    }
  }
}

/// Leadership that nobody contests, and that notes who led.
private final class Diary: Leadership {
  private let state = Mutex<(begun: Set<String>, ended: [String])>(([], []))
  var begun: Set<String> { state.withLock { $0.begun } }
  /// In their order.
  var ended: [String] { state.withLock { $0.ended } }

  func lead(as name: LeaderName, _ body: @escaping @Sendable () async -> Void) async throws(StoreFailure) -> Bool {
    state.withLock { _ = $0.begun.insert(name.text) }
    await body()
    state.withLock { $0.ended.append(name.text) }
    return true
  }
}

/// A carrier that nobody should ask.
private struct SilentCarrier: LegControl {
  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { throw .notConfigured }
  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState { throw .notConfigured }
  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) { throw .notConfigured }
  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    throw .notConfigured
  }
}
