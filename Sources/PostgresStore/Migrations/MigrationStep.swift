/// One step of the schema's history: what it was called, and the SQL that took the schema from the step before to this one.
public struct MigrationStep: Sendable, Equatable {
  /// Counts from 1 without a gap.
  public let number: Int
  /// What it does, in a word or two.
  public let name: String
  /// Any number of statements, none that begins or ends a transaction. Never edited once released.
  public let sql: String

  /// A step of exactly this text.
  public init(_ number: Int, _ name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }

  /// The fingerprint (FNV-1a, 64 bits) by which an edit after the fact shows. It guards against mistakes, not malice.
  var checksum: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in sql.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
