/// One request of the carrier and what came back.
public struct WebhookExchange: Equatable, Sendable {
  /// What a request is for.
  public enum Purpose: String, Equatable, Sendable {
    case incoming, outgoing, whisper, redirect, gather, dialAction, connectAction, recordAction, enqueueAction,
      queueWait
    case status, legStatus, streamStatus, recordingStatus
  }

  public let purpose: Purpose
  /// Path and query.
  public let path: String
  /// What was sent, decoded.
  public let fields: [FormField]
  /// The HTTP status, `nil` when there was no answer.
  public internal(set) var status: Int?
  /// The verbs of the answer; empty for notifications, whose answers are ignored.
  public internal(set) var verbs: [String] = []
  /// From sending to the whole answer, in real time.
  public internal(set) var took: Duration = .zero
}
