import VoiceCore

extension Tables {
  static let spamRules = Table<SpamRule>(
    TableSchema("spam_rules", key: [.init("id", .id)]), key: { rule, _ in [.id(rule.id)] })

  static let allowedNumbers = Table<PhoneNumber>(
    TableSchema("allowed_numbers", key: [.init("number", .bytes)]), key: { [$1.allowed($0)] })
}

extension RowCodec {
  func allowed(_ number: PhoneNumber) -> Part { blind(number.e164, "allowed_numbers.number") }
}
