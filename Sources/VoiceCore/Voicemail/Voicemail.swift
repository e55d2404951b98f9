/// A message that a caller left for a department, or for the company. A call leaves one at most, which bears its name.
public struct Voicemail: Equatable, Sendable, Codable {
  /// Names one message.
  public typealias ID = Identifier<Voicemail>

  /// The longest message, in seconds.
  public static let maximumSeconds = 180
  /// After so much silence a message is complete, in seconds.
  public static let silenceSeconds = 5

  /// How it stands with its sound.
  public enum Audio: String, Sendable, Codable, CaseIterable {
    /// It is on its way to us.
    case awaited
    /// It can be heard.
    case ready
    /// There is none, or none any more.
    case absent
  }

  public let id: ID
  public let call: Call.ID
  /// Whose message it is: seen by its members and those above (property 19); by the company's own when `nil`.
  public let department: Department.ID?
  public let from: Caller
  public let language: Language
  public let receivedAt: Timestamp
  /// What the carrier called its recording, which is deleted there once it is ours.
  public let recording: CarrierRecording
  public internal(set) var duration: Duration
  public internal(set) var audio: Audio
  /// When somebody of the department marked it as heard; `nil` while it is new.
  public internal(set) var heardAt: Timestamp?

  /// The message of a call.
  public init(
    of call: Call, recording: CarrierRecording, duration: Duration, audio: Audio = .awaited, receivedAt: Timestamp
  ) {
    id = Voicemail.ID(of: call.id)
    self.call = call.id
    department = call.department
    from = call.caller
    language = call.conversation.language
    self.receivedAt = receivedAt
    self.recording = recording
    self.duration = duration
    self.audio = audio
  }
}

extension Identifier<Voicemail> {
  /// The message of a call: it comes to the same name whoever reports it first, and however often.
  public init(of call: Call.ID) { self.init(call.bits) }
}

/// A recording by the carrier's name for it.
public struct CarrierRecording: Hashable, Sendable, Codable {
  /// The most characters of a name.
  public static let maximumLength = 64

  public let name: String

  /// A name of letters and digits; anything else is `nil`. Source: Twilio, "Recording resource": `RE` and 32 digits.
  public init?(_ name: String) {
    guard !name.isEmpty, name.utf8.count <= Self.maximumLength,
      name.utf8.allSatisfy({
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
      })
    else { return nil }
    self.name = name
  }
}
