import Foundation
import Subprocess
import SystemPackage

/// The checkout that this executable was built in, if it still lies there.
enum Checkout {
  private static let longestAnswer = 4_096

  /// The commit's full name.
  static func commit() async -> String? { await git("rev-parse", "HEAD") }

  /// The commit's short name, with `-dirty` when files differ from it. `VOICECORE_COMMIT` says it where there is no git.
  static func version() async -> String? {
    if let said = ProcessInfo.processInfo.environment["VOICECORE_COMMIT"], !said.isEmpty { return said }
    return await git("describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*")
  }

  /// Where git is told of another repository, as its hooks are.
  private static let misleading: [Environment.Key: String?] = [
    "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil, "GIT_OBJECT_DIRECTORY": nil, "GIT_COMMON_DIR": nil,
    "GIT_NAMESPACE": nil, "GIT_CEILING_DIRECTORIES": nil,
  ]

  private static func git(_ arguments: String...) async -> String? {
    guard let folder else { return nil }
    let result = try? await run(
      .name("git"), arguments: Arguments(["-C", folder] + arguments), environment: .inherit.updating(misleading),
      output: .string(limit: longestAnswer))
    guard let result, result.terminationStatus.isSuccess else { return nil }
    let answer = result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    return answer.isEmpty ? nil : answer
  }

  /// The folder above the executable that holds this project's manifest.
  static let folder: String? = {
    var folder = URL(fileURLWithPath: Executable.path).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path.count > 1 {
      let manifest = try? String(contentsOf: folder.appendingPathComponent("Package.swift"), encoding: .utf8)
      if let manifest { return manifest.contains("name: \"voicecore\"") ? folder.path : nil }
      folder.deleteLastPathComponent()
    }
    return nil
  }()
}
