import CommandConventions
import Foundation

/// The server's executable, which lies beside this one.
enum ServerExecutable {
  static func path() throws -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("voicecore").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw CouldNotRun(
        "--subject server: there is no \(path); build it with `swift build -c release --product voicecore`")
    }
    return path
  }
}
