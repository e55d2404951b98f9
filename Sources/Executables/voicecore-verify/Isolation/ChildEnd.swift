/// How a child process ended.
public enum ChildEnd: Equatable, Sendable {
  /// By itself, with this code.
  case exited(code: Int32, output: String, diagnostics: String)
  /// By a signal: Swift traps with 4 or 5, depending on the processor.
  case killed(signal: Int32, diagnostics: String)
  /// It was killed, as its time was up.
  case late
  /// It could not be started.
  case notStarted(String)

  /// Whether it ended by itself before it could say what came of its law.
  public var isDeath: Bool {
    switch self {
    case .killed: true
    case .exited(let code, _, _): !(0...3).contains(code)
    case .late, .notStarted: false
    }
  }

  /// What happened, in words.
  public var words: String {
    switch self {
    case .exited(let code, _, _): "the process ended with code \(code)"
    case .killed(let signal, _):
      "the process was killed by signal \(signal)\(Self.names[signal].map { " (\($0))" } ?? "")"
    case .late: "the process didn't end in its time and was killed"
    case .notStarted(let reason): "the process could not be started: \(reason)"
    }
  }

  /// The line in which Swift says why it traps; `nil` when it didn't.
  public var trapMessage: String? {
    guard case .killed(_, let diagnostics) = self else { return nil }
    return diagnostics.split(separator: "\n").last { $0.contains("Fatal error") }.map(String.init)
  }

  private static let names: [Int32: String] = [
    4: "trap", 5: "trap", 6: "abort", 7: "bus error", 8: "arithmetic", 9: "kill", 11: "bad address", 15: "terminated",
  ]
}
