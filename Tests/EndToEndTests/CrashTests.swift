import Foundation
import Glibc
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
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voicecore-crash-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let database = folder.appendingPathComponent("voicecore.db").path
      let configuration = CarrierConfiguration(
        accountSid: "AC00000000000000000000000000000001", authToken: LiveServer.token)
      try await CarrierSimulator.running(configuration, on: MultiThreadedEventLoopGroup.singleton) { carrier in
        var settings = Settings()
        settings.database = .sqlite(path: database)
        settings.port = 0
        settings.carrier = Settings.Carrier(
          accountSID: configuration.accountSid, authTokens: [LiveServer.token], apiURL: carrier.apiURL)
        let survivor = try await Deployment.assemble(
          settings, eventLoops: MultiThreadedEventLoopGroup.singleton, metrics: PrometheusMetrics(),
          log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, bounds: .forTests)
        let plan = try #require(
          DemoTenant.plan(
            ids: survivor.ids, password: try await survivor.passwords.verifier(for: "a password of the demo")))
        try await survivor.provision(plan)
        let node = try KillableNode(over: database, carrier: carrier.apiURL, account: configuration.accountSid)
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await survivor.run() }
          try await node.untilReady()
          carrier.point(at: node.url)
          async let report = carrier.place(
            CallScript(caller: "+15550100108", dialled: DemoTenant.line, steps: [.wait(.seconds(120)), .hangUp]))
          let tenant = plan.tenant.id
          var call: Call?
          while call?.status != .inProgress {
            call = try await Self.newest(of: tenant, in: survivor)
            try await Task.sleep(for: .milliseconds(20))
          }
          let id = try #require(call?.id)
          node.kill()
          _ = await report
          while try await Self.newest(of: tenant, in: survivor)?.hasEnded != true {
            try await Task.sleep(for: .milliseconds(20))
          }
          let (facts, record, live) = try await survivor.store.read(for: tenant) { scope throws(StoreFailure) in
            (
              try await scope.facts(of: id).map(\.fact), try await scope.detailRecord(of: id),
              try await scope.liveCalls(after: nil, limit: 10)
            )
          }
          #expect(facts.count { if case .ended = $0 { true } else { false } } == 1)
          #expect(record?.cause == .hungUp)
          #expect(live.isEmpty)
          await survivor.stop()
          try await group.waitForAll()
        }
        await survivor.close()
      }
    }

    private static func newest(of tenant: Tenant.ID, in deployment: Deployment) async throws -> Call? {
      try await deployment.store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.calls(after: nil, limit: 1).first
      }
    }
  }
}

/// `voicecore serve` as a process of its own, over a database that others use too.
private final class KillableNode {
  private let process = Process()
  private let port: UInt16

  var url: String { "http://127.0.0.1:\(port)" }

  init(over database: String, carrier: String, account: String) throws {
    let bundle = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    let folder = bundle.resolvingSymlinksInPath().deletingLastPathComponent()
    // Named by its product after full builds, by its target after pruned ones.
    let path = ["voicecore", "VoiceCoreCommand"].map { folder.appendingPathComponent($0).path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    port = UInt16.random(in: 30_000...32_000)
    process.executableURL = URL(
      fileURLWithPath: try #require(path, "neither voicecore nor VoiceCoreCommand lies beside the test bundle"))
    process.arguments = ["serve"]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "VOICECORE_PORT": "\(port)", "VOICECORE_DATABASE_URL": "sqlite:\(database)", "VOICECORE_LOG_LEVEL": "error",
      "TWILIO_ACCOUNT_SID": account, "TWILIO_AUTH_TOKEN": LiveServer.token, "TWILIO_API_URL": carrier,
    ]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  deinit { kill() }

  /// Looks until somebody accepts connections; the suite's time limit is the bound.
  func untilReady() async throws {
    while true {
      try #require(process.isRunning, "the node ended at its start")
      let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: Int(port)).get()
      if let channel {
        try? await channel.close().get()
        return
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// As a machine's memory killer would.
  func kill() { if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) } }
}
