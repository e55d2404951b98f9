import Foundation

/// Colours words where they are welcome: on a terminal, unless `NO_COLOR` is set. Source: https://no-color.org
public struct Colour: Sendable {
  /// What a word stands for.
  public enum Role: Sendable { case good, bad }

  /// Never colours.
  public static let none = Colour(isOn: false)

  private let isOn: Bool

  private init(isOn: Bool) { self.isOn = isOn }

  /// The choice for a stream.
  /// - Parameters:
  ///   - isTerminal: Whether a person is likely to watch it.
  ///   - environment: `NO_COLOR` and `TERM` are read.
  public init(isTerminal: Bool, environment: [String: String]) {
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    self.init(isOn: isTerminal && !refused)
  }

  /// That of standard output.
  static var ofStandardOutput: Colour {
    Colour(isTerminal: isatty(1) == 1, environment: ProcessInfo.processInfo.environment)
  }

  func paint(_ word: String, _ role: Role) -> String {
    isOn ? "\u{1B}[\(role == .good ? 32 : 31)m\(word)\u{1B}[0m" : word
  }
}
