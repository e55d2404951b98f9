/// How a call ended.
public enum CallEnding: Equatable, Sendable {
  case callerHungUp
  /// `<Reject>` before the call was answered; `rejected` or `busy`.
  case rejected(reason: String)
  /// Whom the server called over REST didn't pick up: `busy`, `no-answer` or `failed`.
  case notPickedUp(DialledLeg.Result)
  /// `<Hangup>`, or a document that ran out.
  case serverHungUp
  /// `Status=completed` over REST.
  case endedByREST
  /// The carrier could not go on: no usable answer. The caller hears an error announcement.
  case failed(CarrierViolation)
  /// The script's bound was reached.
  case outOfTime
  /// The task that placed the call was cancelled.
  case cancelled
}
