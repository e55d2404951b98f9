import Foundation
import Testing
import VoiceCoreCommand

extension EndToEnd {
  /// Commands that administer a database make none and migrate none.
  @Suite("The database that commands work on")
  struct KeptDatabaseTests {
    private static func settings(_ folder: URL) throws -> Settings {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var settings = Settings()
      settings.database = .sqlite(path: folder.path + "/voicecore.db")
      return settings
    }

    @Test func `a file that isn't there is missing, and isn't there afterwards`() async throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: "voicecore-kept-" + UUID().uuidString)
      let settings = try Self.settings(folder)
      defer { try? FileManager.default.removeItem(at: folder) }
      await #expect(throws: (any Error).self) { try await KeptDatabase.require(settings) }
      try await KeptDatabase.require(settings, mayBeNew: true)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func `a file of another schema, or without its key, is left as it is`() async throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: "voicecore-kept-" + UUID().uuidString)
      var settings = try Self.settings(folder)
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data().write(to: folder.appending(path: "voicecore.db"))
      for mayBeNew in [false, true] {
        await #expect(throws: (any Error).self) { try await KeptDatabase.require(settings, mayBeNew: mayBeNew) }
      }
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/voicecore.db.master-key"))
      settings.masterKey = "named"
      let failure: (any Error)?
      do {
        try await KeptDatabase.require(settings)
        failure = nil
      } catch {
        failure = error
      }
      #expect(failure.map { "\($0)" }?.contains("run voicecore migrate") == true)
    }
  }
}
