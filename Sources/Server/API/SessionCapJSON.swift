internal import VoiceCore

/// What a session with the voice AI may cost and last: a member of a company's settings.
struct SessionCapJSON: Codable, Sendable {
  private let cents: Int?
  private let seconds: Int?

  private enum CodingKeys: String, CodingKey {
    case cents = "cost_cents"
    case seconds = "length_seconds"
  }

  init(_ cap: SessionCap) {
    cents = cap.cents
    seconds = cap.seconds
  }

  /// What isn't said is as the deployment has it.
  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["cost_cents", "length_seconds"])
    cents = try fields.integerIfThere("cost_cents")
    seconds = try fields.integerIfThere("length_seconds")
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(cents, forKey: .cents)
    try container.encode(seconds, forKey: .seconds)
  }

  func cap() throws(APIFault) -> SessionCap {
    do throws(RefusedSetting) {
      return try SessionCap(cents: cents, seconds: seconds)
    } catch {
      throw APIFault(error, below: "ai_session")
    }
  }
}
