import Foundation
import Subprocess
import SystemPackage

/// The commands that a load run needs.
enum Executables {
  /// This one.
  static var own: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }

  /// The server, which lies beside.
  static var voicecore: String? {
    let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("voicecore").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  /// Binds processes to cores (util-linux).
  static var taskset: String? {
    ["/usr/bin/taskset", "/bin/taskset"].first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What a command prints, without its end of line; `nil` when it fails.
  static func output(of path: String, _ arguments: [String]) async -> String? {
    let result = try? await Subprocess.run(
      .path(FilePath(path)), arguments: Arguments(arguments), output: .string(limit: 4096), error: .discarded)
    guard let result, result.terminationStatus.isSuccess else { return nil }
    return result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Binds all threads of this process to a core.
  /// - Returns: whether it is bound now.
  static func bindSelf(to core: Int) async -> Bool {
    guard let taskset else { return false }
    return await output(of: taskset, ["-a", "-c", "-p", String(core), String(getpid())]) != nil
  }
}
