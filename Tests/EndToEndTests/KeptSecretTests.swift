import Foundation
import Logging
import NIOPosix
import Server
import Testing
import VoiceCoreCommand

extension EndToEnd {
  /// The keys that embedded mode makes and keeps beside the database.
  @Suite("Keys beside the database")
  struct KeptSecretTests {
    private static func assemble(in folder: URL) async throws {
      var settings = Settings()
      settings.database = .sqlite(path: folder.path + "/voicecore.db")
      settings.port = 0
      let deployment = try await Deployment.assemble(
        settings, eventLoops: MultiThreadedEventLoopGroup.singleton, metrics: PrometheusMetrics(),
        log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, bounds: .forTests)
      await deployment.close()
    }

    private static func withFolder(_ body: (URL) async throws -> Void) async throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: "voicecore-keys-" + UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try await body(folder)
    }

    @Test func `they are made once, for nobody else to read, and nothing of their making stays`() async throws {
      try await Self.withFolder { folder in
        try await Self.assemble(in: folder)
        let files = FileManager.default
        let names = try files.contentsOfDirectory(atPath: folder.path).filter { $0.contains("key") }.sorted()
        #expect(names == ["voicecore.db.master-key", "voicecore.db.token-key.pem"])
        let paths = names.map { folder.path + "/" + $0 }
        for path in paths {
          #expect(try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        }
        let made = paths.map { files.contents(atPath: $0) }
        try await Self.assemble(in: folder)
        #expect(paths.map { files.contents(atPath: $0) } == made)
      }
    }

    @Test func `an empty file isn't taken for a key, and the start says what to do`() async throws {
      try await Self.withFolder { folder in
        #expect(FileManager.default.createFile(atPath: folder.path + "/voicecore.db.master-key", contents: Data()))
        do {
          try await Self.assemble(in: folder)
          Issue.record("it started")
        } catch let problems as SettingProblems {
          #expect(problems.lines.count == 1 && problems.lines[0].contains("master-key is empty"))
        }
      }
    }
  }
}
