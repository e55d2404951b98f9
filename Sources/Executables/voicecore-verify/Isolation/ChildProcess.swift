import Foundation
import Subprocess
import SystemPackage

/// Runs a program to its end, and not longer than a limit.
public enum ChildProcess {
  /// More output than this is not this command's.
  private static let longestOutput = 64 << 20

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
    do {
      // A backtrace of a trap takes seconds and says nothing that the case itself doesn't.
      let result = try await Subprocess.run(
        .path(FilePath(path)), arguments: Arguments(arguments),
        environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]), input: .none,
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
