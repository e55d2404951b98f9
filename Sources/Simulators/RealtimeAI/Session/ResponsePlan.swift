/// What one response is to be.
struct ResponsePlan: Sendable {
  /// The turn it takes, from 0.
  var turn: Int?
  var says = ""
  /// In the session's output encoding.
  var audio: [UInt8] = []
  var format = RealtimeAudioFormat.pcmu
  var isText = false
  var calls: [ToolCall] = []
  var delay = Duration.zero
  var faults: [RealtimeAIFault] = []
}

/// One thing that a response does, and how long after the one before it.
struct ResponseStep: Sendable {
  enum Kind: Sendable {
    case openMessage
    case words(String)
    case audio(Range<Int>)
    /// A delta that isn't Base64.
    case badAudio
    case closeMessage
    case call(ToolCall)
    case text(String)
    case binary
    case unknownEvent(String)
    case error(ProviderError)
    case fatal(ProviderError)
    case close(UInt16)
    case drop
    case expire
    /// Says this piece again, for ever.
    case again(Range<Int>)
    /// Nothing comes any more.
    case fallSilent
    case finish(RealtimeSessionReport.Response.Status, reason: String?)
  }

  var gap = Duration.zero
  let kind: Kind

  init(_ kind: Kind, after gap: Duration = .zero) {
    self.kind = kind
    self.gap = gap
  }
}
