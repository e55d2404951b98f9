internal import VoiceCore

/// A message that a caller left, as the API shows it. The recording is the carrier's, by its name there.
struct VoicemailJSON: Encodable {
  let voicemail: Voicemail

  private enum CodingKeys: String, CodingKey {
    case id, from, language, audio
    case callID = "call_id"
    case departmentID = "department_id"
    case receivedAt = "received_at"
    case duration = "duration_seconds"
    case recording = "carrier_recording_id"
    case heardAt = "heard_at"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(voicemail.id.description, forKey: .id)
    try container.encode(voicemail.call.description, forKey: .callID)
    try container.encode(voicemail.department?.description, forKey: .departmentID)
    try container.encode(voicemail.from.number?.e164, forKey: .from)
    try container.encode(voicemail.language.tag, forKey: .language)
    try container.encode(voicemail.receivedAt.description, forKey: .receivedAt)
    try container.encode(voicemail.duration.components.seconds, forKey: .duration)
    try container.encode(voicemail.audio.rawValue, forKey: .audio)
    try container.encode(voicemail.recording.name, forKey: .recording)
    try container.encode(voicemail.heardAt?.description, forKey: .heardAt)
  }
}

/// The body that marks a message.
struct VoicemailBody: Decodable {
  let isHeard: Bool

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["heard"])
    guard let heard = try fields.flagIfThere("heard") else {
      throw StrictFields.Fault("This field is missing.", field: "heard")
    }
    isHeard = heard
  }
}
