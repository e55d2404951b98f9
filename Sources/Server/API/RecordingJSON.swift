internal import VoiceCore

/// A recording, or a message's sound, as the API shows it, with the address where it can be downloaded for a quarter of an hour.
struct RecordingJSON: Encodable {
  let recording: Recording
  let url: String?
  let expiresAt: Timestamp?

  private enum CodingKeys: String, CodingKey {
    case id, status, absence, url
    case callID = "call_id"
    case departmentID = "department_id"
    case startedAt = "started_at"
    case duration = "duration_seconds"
    case mediaType = "media_type"
    case size = "size_bytes"
    case keptUntil = "kept_until"
    case expiresAt = "url_expires_at"
  }

  func encode(to encoder: any Encoder) throws {
    let kept = recording.stage == .kept ? recording.kept : nil
    var container = encoder.container(keyedBy: CodingKeys.self)
    // A call's recording and its message both bear the call's name.
    try container.encode(recording.call.description, forKey: .id)
    try container.encode(recording.call.description, forKey: .callID)
    try container.encode(recording.department?.description, forKey: .departmentID)
    try container.encode(recording.stage.rawValue, forKey: .status)
    try container.encode(recording.absence?.rawValue, forKey: .absence)
    try container.encode(recording.startedAt?.description, forKey: .startedAt)
    try container.encode(recording.duration.components.seconds, forKey: .duration)
    try container.encode(kept.map { _ in Recording.mediaType }, forKey: .mediaType)
    try container.encode(kept?.size, forKey: .size)
    try container.encode(kept?.expiresAt.description, forKey: .keptUntil)
    try container.encode(url, forKey: .url)
    try container.encode(expiresAt?.description, forKey: .expiresAt)
  }
}

/// Whether calls are recorded, and how long recordings are kept: a member of a company's settings.
struct RecordingSettingsJSON: Codable, Sendable {
  let rule: String
  let days: Int

  private enum CodingKeys: String, CodingKey {
    case rule
    case days = "retention_days"
  }

  init(_ settings: RecordingSettings) {
    rule = settings.rule.rawValue
    days = settings.days
  }

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["rule", "retention_days"])
    rule = try fields.text("rule")
    days = try fields.integerIfThere("retention_days") ?? RecordingSettings.standard.days
  }

  func settings() throws(APIFault) -> RecordingSettings {
    guard let rule = RecordingRule(rawValue: rule) else { throw Self.unknown("recording/rule") }
    do throws(RefusedSetting) {
      return try RecordingSettings(rule: rule, days: days)
    } catch {
      throw APIFault(error, below: "recording")
    }
  }

  static func unknown(_ field: String) -> APIFault {
    .field(field, "One of \(RecordingRule.allCases.map(\.rawValue).joined(separator: ", ")).")
  }
}
