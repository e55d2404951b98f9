import Foundation
import Logging
import NIOCore
import NIOPosix
import OfflineSpeech
import Server
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  @Suite("A node that is killed in the middle of a call")
  struct CrashTests {
    @Test func `another node ends its call, once and with one record`() async throws {
      try await Scene.play { scene in
        let node = try KillableNode(
          over: scene.database, carrier: scene.carrier.apiURL, account: Scene.account, on: try await freePort())
        try await node.untilReady()
        scene.carrier.point(at: node.url)
        async let report = scene.place(.wait(.seconds(120)))
        let call = try await scene.callInProgress()
        node.kill()
        _ = await report
        try await within(.seconds(30), "the call is over") { try await scene.newest()?.hasEnded == true }
        try await scene.expectOneEnd(of: call)
      }
    }

    @Test func `another node takes its caller, when the machine died and closed no sockets`() async throws {
      try await Scene.play { scene in
        let node = try KillableNode(
          over: scene.database, carrier: scene.carrier.apiURL, account: Scene.account, behind: scene.balancer.url,
          on: try await freePort())
        try await node.untilReady()
        scene.balancer.failOver(to: node.port)
        scene.carrier.point(at: scene.balancer.url)
        async let report = scene.place(.wait(.seconds(80)), .press("1"), .waitForSilence)
        let call = try await scene.callInProgress()
        scene.balancer.failOver(to: scene.port)
        node.kill()
        try await within(.seconds(30), "the caller is at the other node") { scene.survivor.liveSessions == 1 }
        #expect(try await scene.newest()?.streams == 2)
        let heard = await report
        #expect(heard.violations.isEmpty)
        #expect(heard.ending == .callerHungUp)
        #expect(heard.webhooks.count { $0.purpose == .redirect } == 1)
        try await within(.seconds(30), "the call is over") { try await scene.newest()?.hasEnded == true }
        try await scene.expectOneEnd(of: call)
      }
    }
  }
}

/// A node that survives, over a database which another may use too, behind a load balancer, with a carrier and a tenant.
private struct Scene {
  static let account = "AC00000000000000000000000000000001"

  let database: String
  let carrier: CarrierSimulator
  let balancer: LoadBalancer
  let survivor: Deployment
  /// The survivor's.
  let port: Int
  let tenant: Tenant.ID

  static func play(_ body: @escaping @Sendable (Scene) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voicecore-crash-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = folder.appendingPathComponent("voicecore.db").path
    let port = try await freePort()
    let balancer = try await LoadBalancer(to: port)
    let configuration = CarrierConfiguration(accountSid: account, authToken: LiveServer.token)
    try await CarrierSimulator.running(configuration, on: MultiThreadedEventLoopGroup.singleton) { carrier in
      var settings = Settings()
      settings.database = .sqlite(path: database)
      settings.port = port
      settings.publicURL = balancer.url
      settings.carrier = Settings.Carrier(
        accountSID: account, authTokens: [LiveServer.token], apiURL: carrier.apiURL)
      let survivor = try await Deployment.assemble(
        settings, eventLoops: MultiThreadedEventLoopGroup.singleton, metrics: PrometheusMetrics(),
        log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, bounds: .forTests)
      let plan = try #require(
        DemoTenant.plan(
          ids: survivor.ids, password: try await survivor.passwords.verifier(for: "a password of the demo")))
      try await survivor.provision(plan)
      let scene = Scene(
        database: database, carrier: carrier, balancer: balancer, survivor: survivor, port: port,
        tenant: plan.tenant.id)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await survivor.run() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(scene)) } catch { outcome = .failure(error) }
        await survivor.stop()
        try await group.waitForAll()
        try outcome.get()
      }
      await survivor.close()
    }
    await balancer.close()
  }

  /// A caller who does this and hangs up, four times as fast as in life.
  func place(_ steps: CallScript.Step...) async -> CallReport {
    await carrier.place(
      CallScript(
        caller: "+15550100108", dialled: DemoTenant.line, steps: steps + [.hangUp], pace: .times(4)))
  }

  func newest() async throws -> Call? {
    try await survivor.store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.calls(after: nil, limit: 1).first
    }
  }

  func callInProgress() async throws -> Call.ID {
    try await within(.seconds(30), "the call is in progress") { try await newest()?.status == .inProgress }
    return try #require(try await newest()?.id)
  }

  func expectOneEnd(of id: Call.ID) async throws {
    let (facts, record, live) = try await survivor.store.read(for: tenant) { scope throws(StoreFailure) in
      (
        try await scope.facts(of: id).map(\.fact), try await scope.detailRecord(of: id),
        try await scope.liveCalls(after: nil, limit: 10)
      )
    }
    #expect(facts.count { if case .ended = $0 { true } else { false } } == 1)
    #expect(record?.cause == .hungUp)
    #expect(live.isEmpty)
  }
}
