import Foundation
import ObjectStorage
import Testing
import VoiceCoreCommand

extension EndToEnd {
  /// What the server reads about the place where large things are kept, and about who talks with callers.
  @Suite("Settings of the object store and the voice AIs")
  struct BucketSettingsTests {
    private static func read(_ lines: String) async throws -> Settings {
      let path = FileManager.default.temporaryDirectory.path + "/voicecore-test-" + UUID().uuidString
      try Data(lines.utf8).write(to: URL(fileURLWithPath: path))
      let outcome: Result<Settings, any Error>
      do { outcome = .success(try await Settings.read(file: path)) } catch { outcome = .failure(error) }
      try FileManager.default.removeItem(atPath: path)
      return try outcome.get()
    }

    @Test func `a bucket is read with its key, whose secret may lie in a file`() async throws {
      let secret = FileManager.default.temporaryDirectory.path + "/voicecore-test-" + UUID().uuidString
      try Data("a/secret\n".utf8).write(to: URL(fileURLWithPath: secret))
      let settings = try await Self.read(
        """
        VOICECORE_OBJECTS_URL=s3://calls?region=eu-central-1&endpoint=https://store.test
        AWS_ACCESS_KEY_ID=AKID
        AWS_SECRET_ACCESS_KEY_FILE=\(secret)
        """)
      try FileManager.default.removeItem(atPath: secret)
      let wanted = try S3Settings(
        url: "s3://calls?region=eu-central-1&endpoint=https://store.test",
        credentials: S3Credentials(accessKeyID: "AKID", secretAccessKey: "a/secret"))
      #expect(settings.objects == .bucket(wanted))
    }

    @Test func `voice AIs are read in the order in which they stand in for each other`() async throws {
      let settings = try await Self.read(
        "VOICECORE_AI=openai-realtime, offline\nOPENAI_API_KEY=sk-key\nVOICECORE_FILLER_MS=900")
      #expect(settings.ai == [.openAIRealtime, .offline] && settings.fillerAfter == .milliseconds(900))
      for bad in ["offline,offline", "offline,", "openai", "offline;cascade"] {
        let told = await #expect(throws: SettingProblems.self) { try await Self.read("VOICECORE_AI=\(bad)") }
        #expect(told?.problems.map(\.name) == ["VOICECORE_AI"], "\(bad)")
      }
    }

    @Test func `everything that is wrong is told at once, each by its setting and without its value`() async throws {
      let told = await #expect(throws: SettingProblems.self) {
        try await Self.read("VOICECORE_OBJECTS_URL=s3://calls?endpoint=http://store.test")
      }
      let names = try #require(told).problems.map(\.name)
      #expect(
        names == ["VOICECORE_OBJECTS_URL", "VOICECORE_OBJECTS_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
      let other = await #expect(throws: SettingProblems.self) {
        try await Self.read("VOICECORE_OBJECTS_URL=ftp://calls")
      }
      #expect(other?.lines.count == 1 && other?.lines.first?.contains("s3://BUCKET") == true)
    }
  }
}
