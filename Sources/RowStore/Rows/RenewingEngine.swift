public import VoiceCore

/// An engine whose rows can be sealed anew beside units of work.
public protocol RenewingEngine: RowEngine {
  /// A mark behind all commits that are under way now, on any node. Once it is settled, each of them is there or never will be.
  func commitMark() async throws(StoreFailure) -> Int64
  /// Whether nothing of before the mark is under way any more.
  func isSettled(_ mark: Int64) async throws(StoreFailure) -> Bool

  /// Some rows in the order of their keys; of those that are sealed under the stretch's key or a newer one without the body (no
  /// bytes).
  func rows(_ stretch: SealedStretch, of tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow]

  /// Puts bodies in the place of those that say the same: each row that has the version still in which it was read, and keeps it.
  func renew(_ rows: RenewedRows, of tenant: Tenant.ID) async throws(StoreFailure) -> Renewed
}

/// Some rows of a table, from just after a key.
public final class SealedStretch: Sendable {
  public let table: TableSchema
  /// `nil`: from the first.
  public let last: [Part]?
  /// At most so many, 2 at least.
  public let limit: Int
  /// What is sealed under an older key begins with less.
  public let header: [UInt8]

  init(_ table: TableSchema, after last: [Part]?, limit: Int, under number: UInt32) {
    self.table = table
    self.last = last
    self.limit = max(2, limit)
    header = SealedHeader.bytes(number)
  }
}

/// Rows of one table with bodies that were sealed anew, in the order of their keys.
public final class RenewedRows: Sendable {
  public let table: TableSchema
  public let rows: [StoredRow]
  /// The number of the key that they are sealed under.
  public let generation: UInt32

  init(_ rows: [StoredRow], of table: TableSchema, under generation: UInt32) {
    self.table = table
    self.rows = rows
    self.generation = generation
  }
}

/// What became of bodies that were sealed anew.
public enum Renewed: Sendable {
  /// So many were put in place; the others had changed.
  case rows(Int)
  /// Others were in the way; nothing was written.
  case again
  /// They aren't under the tenant's newest key; nothing was written.
  case superseded
}
