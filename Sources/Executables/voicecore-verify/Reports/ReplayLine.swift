import Foundation

/// The command lines that run one law again, to be pasted where this command was called.
public struct ReplayLine: Sendable {
  private let command: String

  /// Lines for one property on one subject.
  /// - Parameter executable: How the command was called; as seen from the current directory where it lies below that,
  ///   for reports are sent to others.
  /// - Parameter deployment: the base URL of the deployment that was checked, in place of a subject.
  public init(property: Int, subject: String, at deployment: String? = nil, executable: String = called) {
    let place = deployment.map { "--base-url \(Self.quoted($0))" } ?? "--subject \(subject)"
    command = "\(Self.quoted(executable)) --property \(property) \(place)"
  }

  /// How this command was called.
  public static let called: String = {
    let name = CommandLine.arguments.first ?? "voicecore-verify"
    let here = FileManager.default.currentDirectoryPath + "/"
    guard name.hasPrefix(here) else { return name }
    let rest = name.dropFirst(here.count)
    return rest.contains("/") ? String(rest) : "./\(rest)"
  }()

  /// Replays `token`; with an empty one, the line up to where it goes.
  public func replaying(_ token: String) -> String { "\(command) --replay\(token.isEmpty ? "" : " ")\(token)" }

  /// Runs all cases again.
  public func seeded(_ seed: String, cases: Int) -> String { "\(command) --cases \(cases) --seed \(seed)" }

  private static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+:".contains($0)) }
    return plain
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
