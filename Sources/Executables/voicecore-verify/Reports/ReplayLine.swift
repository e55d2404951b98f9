/// The command lines that run one law again, to be pasted where this command was called.
public struct ReplayLine: Sendable {
  private let command: String

  /// Lines for one property on one subject.
  /// - Parameter executable: How the command was called.
  public init(property: Int, subject: String, executable: String = CommandLine.arguments.first ?? "voicecore-verify") {
    command = "\(Self.quoted(executable)) --property \(property) --subject \(subject)"
  }

  /// Replays `token`; with an empty one, the line up to where it goes.
  public func replaying(_ token: String) -> String { "\(command) --replay\(token.isEmpty ? "" : " ")\(token)" }

  /// Runs all cases again.
  public func seeded(_ seed: String, cases: Int) -> String { "\(command) --cases \(cases) --seed \(seed)" }

  private static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+".contains($0)) }
    return plain
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
