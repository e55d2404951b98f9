internal import VoiceCore

/// By what callers are handed to a person: a member of a company's settings, said as a whole; what is left out is as it is for
/// those who say nothing.
struct TransferSignsJSON: Codable, Sendable {
  static let name = "transfer_signs"

  let keywords: [String]
  let emergencyWords: [String]
  let vipNumbers: [String]
  let emergencies: Bool
  let frustration: Bool

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case keywords, emergencies, frustration
    case emergencyWords = "emergency_words"
    case vipNumbers = "vip_numbers"
  }

  init(_ signs: TransferSigns) {
    keywords = signs.keywords.map(\.text)
    emergencyWords = signs.emergencyWords.map(\.text)
    vipNumbers = signs.vipNumbers.map(\.e164)
    emergencies = signs.hearsEmergencies
    frustration = signs.hearsFrustration
  }

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: Set(CodingKeys.allCases.map(\.rawValue)))
    keywords = try fields.textsIfThere("keywords") ?? []
    emergencyWords = try fields.textsIfThere("emergency_words") ?? []
    vipNumbers = try fields.textsIfThere("vip_numbers") ?? []
    emergencies = try fields.flagIfThere("emergencies") ?? true
    frustration = try fields.flagIfThere("frustration") ?? true
  }

  /// The signs, once each is one.
  func signs() throws(APIFault) -> TransferSigns {
    var signs = TransferSigns()
    do throws(RefusedSetting) {
      try signs.setKeywords(keywords)
      try signs.setEmergencyWords(emergencyWords)
      try signs.setVIPNumbers(vipNumbers)
    } catch {
      throw APIFault(error, below: Self.name)
    }
    signs.hearsEmergencies = emergencies
    signs.hearsFrustration = frustration
    return signs
  }
}
