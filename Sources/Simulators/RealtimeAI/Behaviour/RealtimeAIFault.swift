/// Something that goes wrong in one turn. What happens in the middle happens after half of the audio.
public enum RealtimeAIFault: Equatable, Sendable {
  /// One of each kind, for those who let chance choose.
  public static let eachKind: [RealtimeAIFault] = [
    .stalls(.seconds(3)), .neverDone, .neverStops, .lateDeltas(6), .badBase64, .garbage, .binaryFrame, .unknownEvents,
    .missingField(event: "response.output_audio.delta", field: "item_id"),
    .missingField(event: "response.done", field: "response"),
    .nullField(event: "response.output_audio.delta", field: "delta"), .extraFields, .missingUsage,
    .transcription(.before), .transcription(.after), .transcription(.failed), .transcription(.never),
    .failed(.serverError), .incomplete(reason: "max_output_tokens"), .brokenArguments, .unknownTool, .unknownAttempt,
    .twoVerdicts, .error(.rateLimitExceeded), .fatal(.insufficientQuota), .closes(code: 1_000),
    .closes(code: 1_011), .drops, .expires, .giantDelta(bytes: 480_000),
  ]

  /// When the caller's words come.
  public enum Transcription: Equatable, Sendable {
    /// Before `response.created`.
    case before
    /// After `response.done`.
    case after
    /// As an error.
    case failed
    case never
  }

  /// Quiet for so long in the middle.
  case stalls(Duration)
  /// All audio comes, and then nothing ever.
  case neverDone
  /// The last second of the speech is repeated in real time until someone cancels.
  case neverStops
  /// So many deltas more when the response is cancelled, half of them behind its `response.done`.
  case lateDeltas(Int)
  /// A delta in the middle whose text is not Base64.
  case badBase64
  /// A text frame in the middle that isn't JSON.
  case garbage
  /// A binary frame in the middle.
  case binaryFrame
  /// Events of unknown types around the audio.
  case unknownEvents
  /// Events of this type lack this field.
  case missingField(event: String, field: String)
  /// Events of this type have `null` in this field.
  case nullField(event: String, field: String)
  /// Each event has fields that nobody knows.
  case extraFields
  /// `response.done` has no `usage`.
  case missingUsage
  /// The caller's words come at another time than between the response's events, or not.
  case transcription(Transcription)
  /// The response fails in the middle.
  case failed(ProviderError)
  /// The response stops in the middle, `max_output_tokens` or `content_filter` being the reason.
  case incomplete(reason: String)
  /// The arguments of the turn's calls are cut in half.
  case brokenArguments
  /// A call of a function that the session doesn't have, `no_such_tool`, before the turn's own.
  case unknownTool
  /// A verdict for attempt 9999 before the turn's own calls.
  case unknownAttempt
  /// Each verdict twice, with two call ids.
  case twoVerdicts
  /// An `error` event in the middle; the session goes on.
  case error(ProviderError)
  /// An `error` event in the middle, then close 1008.
  case fatal(ProviderError)
  /// Close in the middle: 1000, 1011.
  case closes(code: UInt16)
  /// The connection breaks off in the middle, inside a frame.
  case drops
  /// The session expires in the middle: error `session_expired`, close 1001.
  case expires
  /// All audio, and silence up to so many bytes, in one delta.
  case giantDelta(bytes: Int)
}
