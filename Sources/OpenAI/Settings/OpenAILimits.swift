public import NIOCore
internal import VoiceCore
internal import WebSockets

/// The bounds of a realtime session: whatever waits has one, and reaching it is a defined event.
public struct OpenAILimits: Sendable {
  /// How long connecting and setting up may take, below the reception's own five seconds; also for the one reconnect.
  public var maximumSetup: TimeAmount = .seconds(4)
  /// A short sound of the caller is a cough while more than this is still to be heard, in μ-law bytes: one second. Over
  /// less it may be an answer.
  public var unheardBytesOfAnAnswer = 8000
  /// How long the model may take to begin a response; then it is asked once more, then the session counts as lost.
  public var maximumSilence: TimeAmount = .seconds(10)
  /// How long nothing may come of a response that speaks, before its end; then it is cancelled. One that hasn't said
  /// anything has `maximumSilence`.
  public var maximumStall: TimeAmount = .seconds(10)
  /// How long the caller may speak without a pause while a reply is owed; then it is given, for that may be noise.
  public var maximumSpeech: TimeAmount = .seconds(60)
  /// How long a failed response waits at most until it is asked for again; twice that after the second failure.
  public var retryDelay: TimeAmount = .seconds(1)
  /// How often a failed response is asked for again; then the session counts as lost. Up to 8.
  public var maximumRetries = 2
  /// How long a response may take from its beginning to its end; then it is cancelled.
  public var maximumResponse: TimeAmount = .seconds(60)
  /// How long a cancelled response may take to end; then the session counts as lost.
  public var maximumCancellation: TimeAmount = .seconds(10)
  /// The most audio of one response, in μ-law bytes: five minutes.
  public var maximumResponseAudioBytes = 5 * 60 * 8000
  /// How long the transcript of an utterance may take; then it reads `[inaudible]`.
  public var maximumTranscription: TimeAmount = .seconds(10)
  /// How long a farewell may take to be heard at all, and after its last audio should have been heard.
  public var maximumFarewellSilence: TimeAmount = .seconds(5)
  /// How long the farewell may take from its first audio to its end, and to be heard after that.
  public var maximumFarewell: TimeAmount = .seconds(20)
  /// Responses with tool calls, in one turn of the caller, after which the model goes on without tools (property 44).
  public var maximumToolRounds = ToolLoop.standardMaximumRounds
  /// After how long a session is renewed: the provider ends it after 60 minutes. Source: OpenAI Realtime API, session length.
  public var renewal: TimeAmount = .minutes(50)
  /// How often, a second after the other, a renewal is put off while something is going on: up to eight minutes.
  public var maximumRenewalDelays = 480
  /// The caller's audio that waits while a session is replaced, in μ-law bytes: five seconds. The oldest goes first.
  public var maximumKeptAudioBytes = 5 * 8000
  /// Messages that can't be read; one more ends the session.
  public var maximumUnreadable = 20
  /// Utterances, and look-ups with what they found, that a new session is told after the old one was lost.
  public var maximumReplayed = 20
  /// Characters of them together, and of what was looked up.
  public var maximumReplayedCharacters = 20_000
  /// Characters of one utterance that are kept.
  public var maximumUtteranceCharacters = 10_000
  /// Entries that the model is told from the beginning, the most important first; the others it looks up.
  public var maximumKnowledgeEntries = 200
  /// Characters of them together.
  public var maximumKnowledgeCharacters = 24_000
  /// Tokens that one response may write.
  public var maximumOutputTokens = 1024
  /// Tokens of dialogue that are kept when the model's context is full.
  public var keptTokens = 8000
  /// The largest message that is received, in bytes. Source: the provider's own maximum.
  public var maximumMessageBytes = 16 << 20

  /// The default bounds.
  public init() {}

  /// The pauses before failed responses are asked for again.
  var backOff: BackOff {
    let first = Duration.nanoseconds(retryDelay.nanoseconds)
    return BackOff(first: first, longest: first * 256, tries: maximumRetries + 1)
  }

  var socket: WebSocketLimits {
    WebSocketLimits(
      maximumMessageBytes: maximumMessageBytes, handshakeTimeout: .nanoseconds(maximumSetup.nanoseconds))
  }
}
