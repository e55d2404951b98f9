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
        let names = ["intentions", "master-key", "node-\(Office.node)", "orphans", "retention"]
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

    @Test func `a new master key reaches whoever has keys, whatever is wrong with one of them`() async throws {
      try await Office.open { office in
        let wrapped = Mutex<[[Tenant.ID]]>([])
        let (broken, closed) = (office.tenants[0], office.tenants[1])
        _ = try await office.store.erasure.close(closed, at: office.time.now())
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

  func work(_ leadership: any Leadership, rewrap: BackgroundWork.Rewrap? = nil) -> BackgroundWork {
    BackgroundWork(
      node: Self.node, store: store, leadership: leadership, carrier: SilentCarrier(), time: time, rewrap: rewrap,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
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
}
