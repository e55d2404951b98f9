internal import VoiceCore

/// A secret that is taken out of transcripts: a member of a company's settings.
struct SecretRuleJSON: Codable, Sendable {
  let words: String
  let fewest: Int
  let most: Int

  private enum CodingKeys: String, CodingKey {
    case words
    case fewest = "digits_at_least"
    case most = "digits_at_most"
  }

  init(_ rule: SecretRule) {
    words = rule.words.joined(separator: " ")
    fewest = rule.fewestDigits
    most = rule.mostDigits
  }

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["words", "digits_at_least", "digits_at_most"])
    words = try fields.text("words")
    fewest = try fields.integerIfThere("digits_at_least") ?? SecretRule.legalDigits.lowerBound
    most = try fields.integerIfThere("digits_at_most") ?? SecretRule.legalDigits.upperBound
  }
}

extension [SecretRuleJSON] {
  /// The rules, once each is one.
  func rules() throws(APIFault) -> [SecretRule] {
    guard count <= SecretRule.maximumRules else {
      throw APIFault(RefusedSetting("transcript_secrets", .tooMany(SecretRule.maximumRules)))
    }
    var rules: [SecretRule] = []
    for (index, rule) in enumerated() {
      do throws(RefusedSetting) {
        guard rule.fewest <= rule.most else {
          throw RefusedSetting("digits_at_most", .outOfRange(SecretRule.legalDigits))
        }
        rules.append(try SecretRule(words: rule.words, digits: rule.fewest...rule.most))
      } catch {
        throw APIFault(error, below: "transcript_secrets/\(index)")
      }
    }
    return rules
  }
}
