import Foundation
import Logging
import NIOPosix
import Server
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// What `voicecore doctor --audit` says.
  @Suite("The check of the audit logs")
  struct AuditCheckupTests {
    /// A server's own settings, over a file of its own.
    private static func settings() throws -> (settings: Settings, folder: URL) {
      let folder = FileManager.default.temporaryDirectory.appending(path: "voicecore-audit-" + UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var settings = Settings()
      settings.database = .sqlite(path: folder.path + "/voicecore.db")
      settings.port = 0
      return (settings, folder)
    }

    private static func deployment(_ settings: Settings) async throws -> Deployment {
      try await Deployment.assemble(
        settings, eventLoops: MultiThreadedEventLoopGroup.singleton, metrics: PrometheusMetrics(),
        log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, bounds: .forTests)
    }

    private static func findings(_ settings: Settings) async throws -> (isWell: Bool, lines: [String], json: [String]) {
      var lines: [String] = []
      var json: [String] = []
      let isWell = try await AuditCheckup.run(settings) { finding in
        lines.append(finding.line)
        json.append(finding.json)
      }
      return (isWell, lines, json)
    }

    @Test func `each log is a line, and an entry under another key is named with its place`() async throws {
      let (settings, folder) = try Self.settings()
      defer { try? FileManager.default.removeItem(at: folder) }
      let deployment = try await Self.deployment(settings)
      let password = try await deployment.passwords.verifier(for: "secret")
      let plan = try #require(DemoTenant.plan(ids: deployment.ids, password: password))
      try await deployment.provision(plan)
      let tenant = plan.tenant.id
      // Under no key of the deployment's: as somebody would write it who hasn't the master key.
      let entry = AuditEntry(
        id: deployment.ids(), at: Timestamp(microseconds: 1), actor: .commandLine, action: .removeUser, subject: nil,
        request: nil, outcome: .done)
      let before = try await Self.findings(settings)
      #expect(
        before.isWell && before.lines.count == 2 && before.lines.allSatisfy { $0.hasPrefix("ok     audit log of ") })
      #expect(before.json.allSatisfy { $0.contains(#""ok":true"#) && $0.contains(#""head":""#) })
      let count = try await deployment.store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.auditHead()?.position ?? 0
      }
      let forged = AuditDraft(entry, chainedBy: AuditDigest { _ in Array(repeating: 7, count: 32) })
      try await deployment.store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.append(forged)
      }
      await deployment.close()
      let after = try await Self.findings(settings)
      #expect(!after.isWell)
      #expect(
        after.lines.contains { $0.hasPrefix("WRONG  audit log of tenant \(tenant): broken at entry \(count + 1): ") })
      #expect(
        after.json.contains(#"{"broken_at":\#(count + 1),"fault":"altered","ok":false,"tenant":"\#(tenant)"}"#))
    }

    @Test func `the statement of who was erased is a line, and one that we didn't sign is named`() async throws {
      let (settings, folder) = try Self.settings()
      defer { try? FileManager.default.removeItem(at: folder) }
      let deployment = try await Self.deployment(settings)
      let password = try await deployment.passwords.verifier(for: "secret")
      let plan = try #require(DemoTenant.plan(ids: deployment.ids, password: password))
      try await deployment.provision(plan)
      let erasure = deployment.store.erasure
      let tenant = plan.tenant.id
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await deployment.run() }
        _ = try await erasure.close(tenant, by: .commandLine, at: Timestamp(microseconds: 1))
        while try await erasure.erased(after: nil, limit: 1) != [tenant] {
          try await Task.sleep(for: .milliseconds(20))
        }
        await deployment.stop()
        try await group.waitForAll()
      }
      let before = try await Self.findings(settings)
      #expect(before.isWell)
      #expect(before.lines.contains { $0.hasPrefix("ok     statement of tenant \(tenant), erased: ") })
      #expect(before.json.contains { $0.contains(#""erased_rows":"#) && $0.contains(tenant.description) })

      // As somebody would write it who has the database and not the master key.
      let other: Tenant.ID = deployment.ids()
      _ = try await erasure.close(other, by: .commandLine, at: Timestamp(microseconds: 1))
      let statement = ErasureStatement(
        tenant: other, counts: [], auditHead: AuditHead(position: 1, hash: AuditHash([])),
        at: Timestamp(microseconds: 2))
      try await erasure.finish(
        SignedErasureStatement(statement, signature: StatementSignature(publicKey: [1], bytes: [2])))
      await deployment.close()
      let after = try await Self.findings(settings)
      #expect(!after.isWell)
      #expect(after.lines.contains { $0.hasPrefix("WRONG  statement of tenant \(other), erased: ") })
      #expect(after.json.contains(#"{"fault":"statement_forged","ok":false,"tenant":"\#(other)"}"#))
    }

    @Test func `what isn't there can't be checked, and isn't made`() async throws {
      let (settings, folder) = try Self.settings()
      defer { try? FileManager.default.removeItem(at: folder) }
      await #expect(throws: (any Error).self) { try await Self.findings(settings) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
      var memory = settings
      memory.database = .memory
      await #expect(throws: (any Error).self) { try await Self.findings(memory) }
      // Without its key a database isn't opened, and no other key is made for it.
      let deployment = try await Self.deployment(settings)
      await deployment.close()
      let key = folder.path + "/voicecore.db.master-key"
      try FileManager.default.removeItem(atPath: key)
      await #expect(throws: (any Error).self) { try await Self.findings(settings) }
      #expect(!FileManager.default.fileExists(atPath: key))
    }
  }
}
