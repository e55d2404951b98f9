/// A place in a list of messages, newest first: just after the one that it names.
public struct VoicemailCursor: Equatable, Sendable {
  public let receivedAt: Timestamp
  public let voicemail: Voicemail.ID

  /// The place just after this message.
  public init(receivedAt: Timestamp, voicemail: Voicemail.ID) {
    self.receivedAt = receivedAt
    self.voicemail = voicemail
  }

  /// The place just after this message.
  public init(after voicemail: Voicemail) {
    self.init(receivedAt: voicemail.receivedAt, voicemail: voicemail.id)
  }

  /// Whether a message comes after this place in the order newest first, ties by higher id first.
  public func precedes(_ other: Voicemail) -> Bool { (other.receivedAt, other.id) < (receivedAt, voicemail) }
}
