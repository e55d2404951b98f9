/// A stretch of time in which one thing was done, as operators' traces show it. Says nothing personal: a key with personal data
/// would have a segment `.pii.`, and there is none.
/// Source: OpenTelemetry, "Tracing API"; names of attributes from its semantic conventions, ours under `voicecore.`.
public struct TraceSpan: Equatable, Sendable {
  /// Whose work it is.
  public enum Kind: Sendable, CaseIterable {
    case inner
    /// An answer to somebody outside.
    case server
    /// A question to somebody outside.
    case client
  }

  /// What an attribute says.
  public enum Value: Equatable, Sendable {
    case text(String)
    case number(Int)
  }

  /// A thing that is said of a span.
  public struct Attribute: Equatable, Sendable {
    public let key: String
    public let value: Value

    /// An attribute.
    public init(_ key: String, _ value: Value) {
      self.key = key
      self.value = value
    }
  }

  public let place: TraceContext
  /// The span in the same trace that it is a part of; `nil` for the trace's first.
  public let parent: UInt64?
  public let name: String
  public let kind: Kind
  public let start: Timestamp
  public let end: Timestamp
  public let attributes: [Attribute]
  /// Whether what was done failed.
  public let isFailed: Bool

  /// A span; one that would end before it began ends when it began.
  public init(
    at place: TraceContext, in parent: UInt64? = nil, _ name: String, _ kind: Kind = .inner, from start: Timestamp,
    to end: Timestamp, _ attributes: [Attribute] = [], isFailed: Bool = false
  ) {
    self.place = place
    self.parent = parent
    self.name = name
    self.kind = kind
    self.start = start
    self.end = max(start, end)
    self.attributes = attributes
    self.isFailed = isFailed
  }
}
