import VoiceCore

/// What every scope reads of the calls that the tenant places.
extension RowView {
  func outboundLedger() async throws(StoreFailure) -> OutboundLedger {
    try await find(.key([]), in: Tables.outboundLedgers) ?? OutboundLedger()
  }
}

extension UnitOfWork {
  func save(_ ledger: OutboundLedger) async throws(StoreFailure) { try put(ledger, in: Tables.outboundLedgers) }
}
