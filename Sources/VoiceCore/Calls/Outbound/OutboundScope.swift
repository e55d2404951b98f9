/// Reads which calls a tenant places.
public protocol OutboundSnapshot: Sendable {
  /// The ledger of the calls that it places; an empty one when it has placed none.
  func outboundLedger() async throws(StoreFailure) -> OutboundLedger
}

/// Writes it.
public protocol OutboundScope: OutboundSnapshot {
  /// Keeps the ledger.
  func save(_ ledger: OutboundLedger) async throws(StoreFailure)
}
