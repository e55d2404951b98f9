/// Something wrong with a call as a whole.
public enum CallFault: Equatable, Sendable {
  /// No `X-Twilio-Signature` on webhooks and upgrades.
  case unsigned
  /// A signature made with another token.
  case wronglySigned
  /// Each webhook without this parameter (signed as it is sent).
  case missingParameter(String)
  /// Each webhook with this value for the parameter (signed as it is sent).
  case parameter(String, value: String)
  /// The first webhook is sent twice, with one idempotency token; the second answer is followed.
  case repeatedIncoming
  /// The stream's custom parameters are these instead of the document's: a forged or used token.
  case customParameters([FormField])
  /// Media comes before `start`.
  case mediaBeforeStart
  /// `start` never comes.
  case noStart
  /// The stream closes without `stop` when the call ends.
  case closeWithoutStop
  /// `stop` comes, and the carrier waits for the server to close, two seconds at most.
  case stopWithoutClose
  /// Media goes on for 200 ms after `stop`.
  case mediaAfterStop
  /// Each status callback is sent twice.
  case duplicateStatusCallbacks
  /// The terminal status callback comes before the stream ends.
  case statusBeforeEnd
  /// It never comes.
  case noStatusCallback
  /// The recording of the whole call never is reported.
  case noRecordingCallback
  /// It is reported twice.
  case repeatedRecordingCallback
  /// The carrier has none in the end.
  case absentRecording
  /// Its length is zero.
  case emptyRecording
}
