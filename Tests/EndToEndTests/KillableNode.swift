import Foundation
import Glibc
import NIOCore
import NIOPosix
import Testing

/// `voicecore serve` as a process of its own, over a database that others use too.
final class KillableNode {
  private let process = Process()
  let port: Int

  var url: String { "http://127.0.0.1:\(port)" }

  /// A node that others reach under that URL, or under its own.
  init(over database: String, carrier: String, account: String, behind publicURL: String? = nil, on port: Int) throws {
    self.port = port
    let bundle = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    let folder = bundle.resolvingSymlinksInPath().deletingLastPathComponent()
    // Named by its product after full builds, by its target after pruned ones.
    let path = ["voicecore", "VoiceCoreCommand"].map { folder.appendingPathComponent($0).path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    process.executableURL = URL(
      fileURLWithPath: try #require(path, "neither voicecore nor VoiceCoreCommand lies beside the test bundle"))
    process.arguments = ["serve"]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "VOICECORE_PORT": "\(port)", "VOICECORE_DATABASE_URL": "sqlite:\(database)", "VOICECORE_LOG_LEVEL": "error",
      // Tests look again and again.
      "VOICECORE_READS_PER_MINUTE": "1000000", "VOICECORE_WRITES_PER_MINUTE": "1000000",
      "TWILIO_ACCOUNT_SID": account, "TWILIO_AUTH_TOKEN": LiveServer.token, "TWILIO_API_URL": carrier,
      "VOICECORE_PUBLIC_URL": publicURL ?? "http://127.0.0.1:\(port)",
    ]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  deinit { kill() }

  /// Looks until it accepts connections.
  func untilReady() async throws {
    try await within(.seconds(30), "the node accepts connections") {
      try #require(self.process.isRunning, "the node ended at its start")
      let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: self.port).get()
      try? await channel?.close().get()
      return channel != nil
    }
  }

  /// As a machine's memory killer would. Returns when it is gone.
  func kill() {
    guard process.isRunning else { return }
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

/// Looks again and again until it is so; what isn't so by then has failed.
func within(_ limit: Duration, _ what: String, _ isSo: () async throws -> Bool) async throws {
  let end = ContinuousClock.now + limit
  while try await !isSo() {
    try #require(ContinuousClock.now < end, "not within \(limit): \(what)")
    try await Task.sleep(for: .milliseconds(20))
  }
}
