import CommandConventions
import Foundation
import Subprocess
import SystemPackage

/// Runs a program to its end, and not longer than a limit. It ends with this process, whatever ends that (`Tether`), and
/// what it has started is ended with it when it is killed.
public enum ChildProcess {
  /// More output than this is not this command's.
  private static let longestOutput = 64 << 20
  /// What a program has to stop what it started, before it is killed.
  private static let grace = Duration.seconds(20)

  /// Runs the program at `path`; it is killed when `limit` is over.
  public static func run(_ path: String, _ arguments: [String], limit: Duration) async -> ChildEnd {
    await withTaskGroup(of: ChildEnd?.self) { group in
      group.addTask { await end(path, arguments) }
      group.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      let first = await group.next() ?? nil
      // Cancelling kills the program, and the group waits until it is gone.
      group.cancelAll()
      return first ?? .late
    }
  }

  private static func end(_ path: String, _ arguments: [String]) async -> ChildEnd {
    if Task.isCancelled { return .notStarted("interrupted") }
    guard FileManager.default.isExecutableFile(atPath: path) else { return .notStarted("there is no program \(path)") }
    let command = Tether.command([path] + arguments)
    var options = PlatformOptions()
    // A group of its own, which can be killed as a whole. Ctrl-C is then ours to pass on.
    options.createSession = true
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace)]
    do {
      // A backtrace of a trap takes seconds and says nothing that the case itself doesn't.
      let result = try await Subprocess.run(
        .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
        environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]), platformOptions: options, input: .none,
        output: .string(limit: longestOutput), error: .string(limit: longestOutput))
      switch result.terminationStatus {
      case .exited(let code):
        return .exited(code: code, output: result.standardOutput, diagnostics: result.standardError)
      case .signaled(let signal): return .killed(signal: signal, diagnostics: result.standardError)
      }
    } catch {
      return .notStarted("\(error)")
    }
  }
}
