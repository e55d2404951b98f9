/// A route's path with named segments: `/v1/calls/{id}`.
struct PathTemplate: Sendable {
  /// What one segment of a path must be.
  enum Segment: Equatable, Sendable {
    case literal(String)
    case parameter(String)
  }

  let text: String
  let segments: [Segment]

  /// Reads a template. It begins with `/`; a name in braces is a whole segment. Anything else is our mistake.
  init(_ text: String) {
    precondition(text.hasPrefix("/"), "a route's path begins with a slash")
    self.text = text
    segments = Self.split(text).map { segment in
      guard segment.hasPrefix("{"), segment.hasSuffix("}") else {
        precondition(!segment.contains { $0 == "{" || $0 == "}" }, "braces enclose a whole segment")
        return .literal(String(segment))
      }
      return .parameter(String(segment.dropFirst().dropLast()))
    }
  }

  /// The raw segments of a path; `/` has one empty segment, and a slash at the end adds one.
  static func split(_ path: some StringProtocol) -> [Substring] {
    Substring(path).dropFirst().split(separator: "/", omittingEmptySubsequences: false)
  }

  /// Whether these decoded segments fit, and what they name.
  func parameters(in path: [String]) -> [String: String]? {
    guard path.count == segments.count else { return nil }
    var parameters: [String: String] = [:]
    for (segment, text) in zip(segments, path) {
      switch segment {
      case .literal(let literal): guard literal == text else { return nil }
      case .parameter(let name):
        guard !text.isEmpty else { return nil }
        parameters[name] = text
      }
    }
    return parameters
  }

  /// More literal segments go first, so that `/v1/calls/latest` beats `/v1/calls/{id}`.
  var literals: Int { segments.count { if case .literal = $0 { true } else { false } } }
}
