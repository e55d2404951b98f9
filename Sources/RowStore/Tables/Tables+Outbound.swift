import VoiceCore

extension Tables {
  /// At most one row: the calls that the tenant places.
  static let outboundLedgers = Table<OutboundLedger>(TableSchema("outbound_ledgers", key: []), key: { _, _ in [] })
}
