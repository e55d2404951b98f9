/// What of a limit of ours the provider says is left. Limits are counted a minute, for an organisation and a model: the sessions
/// of a deployment share them. Source: OpenAI Realtime API, `rate_limits.updated`, sent at the beginning of a response.
package struct RateLimit: Equatable, Sendable {
  /// What is limited.
  package enum Kind: String, Sendable, CaseIterable {
    case requests, tokens
  }

  /// Below this share of the limit somebody should know.
  package static let scarce = 0.1

  package let kind: Kind
  package let limit: Int
  package let remaining: Int

  /// What is left.
  package init(_ kind: Kind, limit: Int, remaining: Int) {
    self.kind = kind
    self.limit = limit
    self.remaining = remaining
  }

  /// So little is left that responses may soon be refused.
  package var isScarce: Bool { Double(remaining) < Double(limit) * Self.scarce }
}
