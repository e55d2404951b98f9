/// One thing that was said or keyed in a call, as the transcript holds it. Content: never in a log line.
public struct Utterance: Equatable, Sendable, Codable {
  /// Whose it is.
  public enum Speaker: String, Sendable, Codable, CaseIterable {
    case caller, receptionist
  }

  public let speaker: Speaker
  /// The words; a key press of the caller is `[key 1]`.
  public let text: String
  public let at: Timestamp

  /// Words at a moment.
  public init(_ speaker: Speaker, _ text: String, at: Timestamp) {
    self.speaker = speaker
    self.text = text
    self.at = at
  }
}
