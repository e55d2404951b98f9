package import NIOCore

/// What the provider says, as far as we act on it. Source: OpenAI Realtime API, server events.
package enum ServerEvent: Equatable, Sendable {
  case sessionCreated
  case sessionUpdated(isTelephoneAudio: Bool)
  case speechStarted
  case speechStopped
  /// The caller's turn is over; names its item.
  case committed(item: String)
  case transcribed(item: String, text: String, TokenCounts)
  case transcriptionFailed(item: String)
  case responseCreated(id: String)
  /// The model begins to speak, or to write.
  case messageAdded(item: String, response: String)
  case audio(AudioDelta)
  /// Audio that isn't base64.
  case badAudio
  case audioDone(item: String)
  case wordsAdded(String, item: String)
  case wordsDone(String, item: String)
  case called(ToolCall, response: String)
  case responseDone(ResponseEnd)
  case failed(ErrorCode, event: String?)
  /// How much of our limits is left, of the kinds that we know.
  case rateLimits([RateLimit])
  /// An event that needs nothing of us, or one that we don't know.
  case other

  /// Reads a message: audio by one pass over its bytes, everything else, and audio in an unusual spelling, as JSON.
  package init(_ text: ByteBuffer) throws(Unreadable) {
    if let delta = AudioDeltaScanner.scan(text) {
      self = .audio(delta)
    } else {
      try self.init(json: text)
    }
  }

  /// Not JSON, or an event without what it must have.
  package struct Unreadable: Error, Equatable {}
}

/// A tool that the model calls.
package struct ToolCall: Equatable, Sendable {
  /// What the result must name.
  package let id: String
  package let name: String
  /// JSON, if the model got it right.
  package let arguments: String

  /// A call of these parts.
  package init(id: String, name: String, arguments: String) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}

/// How a response came to its end.
package struct ResponseEnd: Equatable, Sendable {
  package enum Status: Equatable, Sendable {
    case completed, cancelled, incomplete
    case failed(ErrorCode)
  }

  package let id: String
  package let status: Status
  package let calls: [ToolCall]
  package let counts: TokenCounts

  /// An end of these parts.
  package init(id: String, status: Status, calls: [ToolCall] = [], counts: TokenCounts = TokenCounts()) {
    self.id = id
    self.status = status
    self.calls = calls
    self.counts = counts
  }
}
