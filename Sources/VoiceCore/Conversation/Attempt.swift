/// One request of the caller that the receptionist tries to serve; gets exactly one verdict. Provider errors, silence and
/// small talk are no attempts.
public struct Attempt: Equatable, Sendable, Codable {
  /// Numbers the requests of one conversation, from 1. Whoever hears the caller gives the numbers.
  public struct ID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let number: Int

    /// The request with this number.
    public init(_ number: Int) { self.number = number }

    /// Reads the bare number.
    public init(from decoder: any Decoder) throws { number = try decoder.singleValueContainer().decode(Int.self) }

    /// Writes the bare number.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(number)
    }

    /// By number.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    public var description: String { "attempt \(number)" }
  }

  public let id: ID
  public internal(set) var verdict: Verdict
}

/// Whether a request was served. The core asks for it; it never guesses from prose.
public enum Verdict: String, Sendable, Codable, CaseIterable {
  case served, failed
}
