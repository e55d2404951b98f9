import VoiceCore

/// A way of reading one row by its key; what was read so is guarded until the commit.
enum RowKey: Hashable, Sendable {
  case tenant
  case user(User.ID)
  case email(EmailAddress)
  case grant(TokenDigest)
  case department(Department.ID)
  case queue(Department.ID)
  case call(Call.ID)
  case carrierCall(CarrierCallID)
  case record(Call.ID)
}

/// The commit that last wrote a row; 0 for a row that isn't there. No commit's number comes twice, so that a row which
/// went and came back doesn't look unchanged.
typealias RowVersion = UInt64

/// A value and the commit that wrote it.
struct Versioned<Value: Sendable>: Sendable {
  var value: Value
  var version: RowVersion
}
