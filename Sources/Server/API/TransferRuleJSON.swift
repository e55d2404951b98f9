internal import VoiceCore

/// A transfer rule: what it looks for (`{"type": "keyword", "value": "invoice"}`), and where it sends callers.
struct TransferRuleJSON: Encodable {
  let rule: TransferRule

  private enum CodingKeys: String, CodingKey {
    case id, sign, target, priority
    case isActive = "is_active"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule.id.description, forKey: .id)
    try container.encode(TransferSignJSON(rule.sign), forKey: .sign)
    try container.encode(RoutingTargetJSON(rule.target), forKey: .target)
    try container.encode(rule.priority, forKey: .priority)
    try container.encode(rule.isActive, forKey: .isActive)
  }
}

/// What a rule looks for.
struct TransferSignJSON: Codable, Sendable {
  enum Kind: String, CaseIterable { case reason, keyword, tier }

  private let type: String
  private let value: String

  init(_ sign: TransferRule.Sign) {
    switch sign {
    case .reason(let reason): (type, value) = (Kind.reason.rawValue, reason.rawValue)
    case .keyword(let keyword): (type, value) = (Kind.keyword.rawValue, keyword.words.joined(separator: " "))
    case .tier(let tier): (type, value) = (Kind.tier.rawValue, tier.rawValue)
    }
  }

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["type", "value"])
    type = try fields.text("type")
    value = try fields.text("value")
  }

  /// The longest keyword, in bytes of UTF-8.
  static let longestKeyword = 500

  func sign() throws(APIFault) -> TransferRule.Sign {
    switch Kind(rawValue: type) {
    case .reason:
      guard let reason = TransferReason(rawValue: value) else { throw Self.oneOf(CallWords.transferReasons) }
      return .reason(reason)
    case .keyword:
      guard value.utf8.count <= Self.longestKeyword, let keyword = Keyword(value) else {
        throw .field("sign/value", "1 to \(Keyword.maximumWords) words.")
      }
      return .keyword(keyword)
    case .tier:
      guard let tier = CallerTier(rawValue: value) else { throw Self.oneOf(CallerTier.allCases.map(\.rawValue)) }
      return .tier(tier)
    case nil:
      throw .field("sign/type", "One of \(Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  private static func oneOf(_ words: [String]) -> APIFault {
    .field("sign/value", "One of \(words.joined(separator: ", ")).")
  }
}

/// The body that makes or changes a rule: what isn't there stays, or has its standard.
struct TransferRuleBody: Decodable {
  let sign: TransferSignJSON?
  let target: RoutingTargetJSON?
  private let priority: Int?
  private let isActive: Bool?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["sign", "target", "priority", "is_active"])
    sign = try fields.valueIfThere("sign", as: TransferSignJSON.self)
    target = try fields.valueIfThere("target", as: RoutingTargetJSON.self)
    priority = try fields.integerIfThere("priority")
    isActive = try fields.flagIfThere("is_active")
  }

  /// A new rule.
  func rule(_ id: TransferRule.ID) throws(APIFault) -> TransferRule {
    guard let sign else { throw StrictFields.Fault.missing("sign") }
    guard let target else { throw StrictFields.Fault.missing("target") }
    return TransferRule(
      id: id, sign: try sign.sign(), target: try target.target(in: "target"), priority: priority ?? 0,
      isActive: isActive ?? true)
  }

  /// What is to be different.
  func change() throws(APIFault) -> @Sendable (TransferRule) -> TransferRule {
    let newSign = try sign.map { json throws(APIFault) in try json.sign() }
    let newTarget = try target.target(in: "target")
    let (priority, isActive) = (priority, isActive)
    return { rule in
      TransferRule(
        id: rule.id, sign: newSign ?? rule.sign, target: newTarget ?? rule.target,
        priority: priority ?? rule.priority, isActive: isActive ?? rule.isActive)
    }
  }
}
