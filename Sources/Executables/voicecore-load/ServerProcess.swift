import CommandConventions
import Foundation
import LoadTests
import NIOPosix
import Subprocess
import SystemPackage

/// A server of the run's own: a child process that is stopped when the run ends, fails or is interrupted, and killed
/// with the generator (`Tether`).
struct ServerProcess: Sendable {
  /// How long a server may take to be ready.
  private static let startLimit = Duration.seconds(30)
  /// How long it may take to end after it was asked to; then it is killed.
  private static let stopLimit = Duration.seconds(15)

  let executable: String
  let arguments: [String]
  /// Beside what every program needs.
  let environment: [String: String]
  let port: Int
  /// The core it is bound to, if any.
  let core: Int?
  /// Where it runs and leaves its log.
  let directory: URL

  /// Runs the body while the server is ready, and stops it.
  func running<Outcome: Sendable>(_ body: @Sendable (_ pid: Int32) async throws -> Outcome) async throws -> Outcome {
    let logPath = directory.appendingPathComponent("server.log").path
    let log = try FileDescriptor.open(
      FilePath(logPath), .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
    var command = [executable] + arguments
    // It replaces itself by the server, which so keeps its process id.
    if let core, let taskset = Executables.taskset { command = [taskset, "-c", String(core)] + command }
    command = Tether.command(command)
    var options = PlatformOptions()
    let steps: [TeardownStep] = [.gracefulShutDown(allowedDurationToNextStep: Self.stopLimit)]
    options.teardownSequence = steps
    // Ctrl-C is ours to pass on: callers hang up before the server ends.
    options.createSession = true
    let outcome = try await Subprocess.run(
      .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
      environment: .custom(variables),
      workingDirectory: FilePath(directory.path), platformOptions: options, input: .none,
      output: .fileDescriptor(log, closeAfterSpawningProcess: false),
      error: .fileDescriptor(log, closeAfterSpawningProcess: true)
    ) { execution in
      let pid = execution.processIdentifier.value
      guard
        try await Readiness.wait(
          for: "http://127.0.0.1:\(port)", within: Self.startLimit, on: MultiThreadedEventLoopGroup.singleton,
          isAlive: { ProcessMeter(pid: pid).read() != nil })
      else { throw CouldNotRun("the server didn't get ready: \(Self.tail(of: logPath))") }
      let outcome: Outcome
      do {
        outcome = try await body(pid)
      } catch CallsRun.Failure.serverGone {
        throw CouldNotRun("the server ended while it was measured: \(Self.tail(of: logPath))")
      }
      await execution.teardown(using: steps)
      return outcome
    }
    return outcome.closureResult
  }

  /// What a program needs to find its libraries and its home, and nothing that would set the server up differently.
  private static let inherited: Set<String> = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "LANG"]

  private var variables: [Environment.Key: String] {
    ProcessInfo.processInfo.environment.filter { Self.inherited.contains($0.key) }.merging(environment) { $1 }
      .reduce(into: [:]) { variables, pair in variables[Environment.Key(stringLiteral: pair.key)] = pair.value }
  }

  /// The last lines of the server's log.
  private static func tail(of path: String) -> String {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").suffix(5).joined(separator: " | ")
  }
}
