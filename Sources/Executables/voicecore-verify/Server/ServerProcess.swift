#if SUBJECT_SERVER && SUBJECT_SQLITE
import CommandConventions
import EmbeddedStore
import Foundation
import Properties
import SQLiteStore
import Sealing
import ServerLaws
import Simulators
import Subprocess
import SystemPackage
import VoiceCore

/// `voicecore serve` on loopback, with a database of its own: a child process that is stopped when the run ends, fails
/// or is interrupted, and killed with the checker (`Tether`).
struct ServerProcess: Sendable {
  /// How long a server may take to be ready.
  private static let startLimit = Duration.seconds(30)
  /// How long it may take to end after it was asked to; then it is killed.
  private static let stopLimit = Duration.seconds(15)
  private static let log = "server.log"
  /// Seals the rows that the checker provisions and the server reads.
  private static let masterKey = MasterKeys.newKeyText()

  let executable: String
  let port: Int
  let folder: TemporaryFolder
  /// Beside what every server of the laws needs.
  let environment: [String: String]
  /// What it logs at least.
  var logLevel = "warning"

  var baseURL: String { "http://127.0.0.1:\(port)" }
  private var database: String { folder.file("voicecore.db") }

  /// Runs the body while the server is ready, and stops it.
  func running<Outcome: Sendable>(_ body: @Sendable () async throws -> Outcome) async throws -> Outcome {
    try await provision()
    let log = try FileDescriptor.open(
      FilePath(folder.file(Self.log)), .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
    let command = Tether.command([executable, "serve"])
    var options = PlatformOptions()
    let steps: [TeardownStep] = [.gracefulShutDown(allowedDurationToNextStep: Self.stopLimit)]
    options.teardownSequence = steps
    // Ctrl-C is ours to pass on: callers hang up before the server ends.
    options.createSession = true
    let result = try await Subprocess.run(
      .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())), environment: .custom(variables),
      workingDirectory: FilePath(folder.path), platformOptions: options, input: .none,
      output: .fileDescriptor(log, closeAfterSpawningProcess: false),
      error: .fileDescriptor(log, closeAfterSpawningProcess: true)
    ) { execution in
      let pid = execution.processIdentifier.value
      guard try await Readiness.wait(for: baseURL, within: Self.startLimit, isAlive: { Self.lives(pid) }) else {
        throw CouldNotRun("--subject server: the server didn't get ready: \(folder.tail(of: Self.log))")
      }
      let outcome = try await body()
      if !Self.lives(pid) {
        StandardError.write("the server ended while the laws ran: \(folder.tail(of: Self.log))")
      }
      await execution.teardown(using: steps)
      return outcome
    }
    return result.closureResult
  }

  /// The same, with everything that the server keeps and tells laid open.
  /// - Parameter secrets: What opens something of the deployment, beside its master key.
  func probed<Outcome: Sendable>(
    secrets: [(name: String, text: String)], carrier: CarrierSimulator, carrierToken: String,
    _ body: @escaping @Sendable (ProbedServer) async throws -> Outcome
  ) async throws -> Outcome {
    try await running {
      let store = try await EmbeddedStore.open(at: database, masterKeys: try MasterKeys(Self.masterKey))
      let server = ProbedServer(
        baseURL: baseURL, store: store, evidence: { try await evidence(store) },
        secrets: secrets + [("the master key", Self.masterKey)], carrier: carrier, carrierToken: carrierToken)
      do {
        let outcome = try await body(server)
        await store.close()
        return outcome
      } catch {
        await store.close()
        throw error
      }
    }
  }

  /// Every file of the run, the log among them, and every row with its seal opened; but for the file that holds a key, and
  /// nothing else, by its purpose.
  private func evidence(_ store: SQLiteStore) async throws -> [Evidence] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    var found: [Evidence] = []
    for name in names where !name.hasSuffix(".token-key.pem") {
      guard let bytes = FileManager.default.contents(atPath: folder.file(name)) else { continue }
      found.append(Evidence(name, [UInt8](bytes)))
    }
    for tenant in [LawTenant.id, Tenant.nobody] {
      for row in try await store.plainRows(of: tenant) { found.append(Evidence("a row of \(row.table)", row.bytes)) }
    }
    return found
  }

  private func provision() async throws {
    do {
      let store = try await EmbeddedStore.open(at: database, masterKeys: try MasterKeys(Self.masterKey))
      try await ProvisionTenant(store: store)(LawTenant.plan)
      await store.close()
    } catch {
      throw CouldNotRun("--subject server: the database of the run can't be made: \(error)")
    }
  }

  /// Whether a child of ours still runs; one that ended is a zombie until somebody asks for its status.
  private static func lives(_ pid: Int32) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
    return text.split(separator: ")").last?.split(separator: " ").first != "Z"
  }

  /// What a program needs to find its libraries and its home, and nothing that would set the server up differently.
  private static let inherited: Set<String> = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "LANG"]

  private var variables: [Environment.Key: String] {
    let own = [
      "VOICECORE_PORT": String(port), "VOICECORE_DATABASE_URL": "sqlite:\(database)",
      "VOICECORE_LOG_LEVEL": logLevel, MasterKeys.setting: Self.masterKey,
      // Laws ask as fast as they can.
      "VOICECORE_READS_PER_MINUTE": "1000000", "VOICECORE_WRITES_PER_MINUTE": "1000000",
    ]
    return ProcessInfo.processInfo.environment.filter { Self.inherited.contains($0.key) }.merging(own) { $1 }
      .merging(environment) { $1 }
      .reduce(into: [:]) { variables, pair in variables[Environment.Key(stringLiteral: pair.key)] = pair.value }
  }
}
#endif
