import VoiceCore

/// One thing that a unit of work wants changed; buffered until the commit, then applied in order.
enum Change: Sendable {
  case tenant(Tenant)
  case user(User)
  case grant(StreamGrant)
  case redeemed(TokenDigest)
  case revokedGrants(of: Call.ID)
  case line(PhoneLine)
  case department(Department)
  case rule(SpamRule)
  case removedRule(SpamRule.ID)
  case allowed(PhoneNumber)
  case disallowed(PhoneNumber)
  case knowledge(KnowledgeEntry)
  case queue(CallQueue)
  case call(Call, facts: [Call.Fact], intentions: [Call.Intention], at: Timestamp)
  case record(CallDetailRecord)
  case settled(ordinal: Int, of: Call.ID)
  case said([Utterance], in: Call.ID)
}

extension [Change] {
  /// What hangs on a call comes after the calls, whatever order the body wrote them in.
  var callsFirst: [Change] { filter { !$0.hangsOnCall } + filter(\.hangsOnCall) }
}

extension Change {
  fileprivate var hangsOnCall: Bool {
    switch self {
    case .record, .said: true
    default: false
    }
  }
}
