internal import VoiceCore

/// How many calls a company may place: a member of its settings.
struct OutboundRulesJSON: Codable, Sendable {
  let atOnce: Int
  let perMinute: Int

  private enum CodingKeys: String, CodingKey {
    case atOnce = "at_once"
    case perMinute = "per_minute"
  }

  init(_ rules: OutboundRules) {
    atOnce = rules.atOnce
    perMinute = rules.perMinute
  }

  /// What isn't said is the standard.
  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["at_once", "per_minute"])
    atOnce = try fields.integerIfThere("at_once") ?? OutboundRules.standard.atOnce
    perMinute = try fields.integerIfThere("per_minute") ?? OutboundRules.standard.perMinute
  }

  func rules() throws(APIFault) -> OutboundRules {
    do throws(RefusedSetting) {
      return try OutboundRules(atOnce: atOnce, perMinute: perMinute)
    } catch {
      throw APIFault(error, below: "outbound_calls")
    }
  }
}
