import Foundation
import Testing
import VerifyCommand

/// The built command, run as a person runs it.
enum Command {
  private static let limit = Duration.seconds(300)

  struct Outcome {
    let code: Int32
    let output: String
    let diagnostics: String
  }

  /// The executable beside this test bundle: named by its product after full builds, by its target after pruned ones; the
  /// newer one when an old build left the other.
  private static let path: String? = {
    let bundle = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let folder = URL(fileURLWithPath: bundle).resolvingSymlinksInPath().deletingLastPathComponent()
    let found = ["voicecore-verify", "VerifyCommand"].compactMap { name -> (path: String, made: Date)? in
      let path = folder.appendingPathComponent(name).path
      guard let made = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date else {
        return nil
      }
      return (path, made)
    }
    return found.max { $0.made < $1.made }?.path
  }()

  /// Where it lies.
  static func executable() throws -> String {
    try #require(path, "neither voicecore-verify nor VerifyCommand lies beside the test bundle")
  }

  static func run(_ arguments: String...) async throws -> Outcome { try await run(list: arguments) }

  /// - Parameter variables: `NAME=VALUE`, besides the environment that is there.
  static func run(list arguments: [String], with variables: [String] = []) async throws -> Outcome {
    let end = await ChildProcess.run("/usr/bin/env", variables + [try executable()] + arguments, limit: limit)
    guard case .exited(let code, let output, let diagnostics) = end else {
      Issue.record("\(arguments.joined(separator: " ")): \(end.words)")
      return Outcome(code: -1, output: "", diagnostics: "")
    }
    return Outcome(code: code, output: output, diagnostics: diagnostics)
  }
}
