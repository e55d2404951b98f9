import Foundation

/// Where diagnostics go, so that data on standard output stays data.
public enum StandardError {
  /// Whether a person is likely to watch.
  public static let isTerminal = isatty(2) == 1

  /// Writes a line; what can't be written is lost, since there is nowhere to say so.
  public static func write(_ line: String, terminator: String = "\n") {
    try? FileHandle.standardError.write(contentsOf: Data((line + terminator).utf8))
  }
}
