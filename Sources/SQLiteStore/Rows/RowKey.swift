import GRDB
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

  /// Reads the row: its version, and the body.
  func query(of tenant: Tenant.ID) -> Query {
    let tenant = tenant.description
    return switch self {
    case .tenant: Query("SELECT version, 0, body FROM tenants WHERE tenant_id = ?", tenant)
    case .user(let id):
      Query("SELECT version, 0, body FROM users WHERE tenant_id = ? AND id = ?", tenant, id.description)
    case .email(let email):
      Query("SELECT version, 0, body FROM users WHERE tenant_id = ? AND email = ?", tenant, email.key)
    case .grant(let digest):
      Query("SELECT version, 0, body FROM stream_grants WHERE tenant_id = ? AND digest = ?", tenant, digest.key)
    case .department(let id):
      Query("SELECT version, 0, body FROM departments WHERE tenant_id = ? AND id = ?", tenant, id.description)
    case .queue(let department):
      Query(
        "SELECT version, 0, body FROM call_queues WHERE tenant_id = ? AND department_id = ?", tenant,
        department.description)
    case .call(let id):
      Query("SELECT version, 0, body FROM calls WHERE tenant_id = ? AND id = ?", tenant, id.description)
    case .carrierCall(let name):
      Query("SELECT version, 0, body FROM calls WHERE tenant_id = ? AND carrier_id = ?", tenant, name.text)
    case .record(let call):
      Query(
        "SELECT version, 0, body FROM call_detail_records WHERE tenant_id = ? AND call_id = ?", tenant,
        call.description)
    }
  }
}

/// The number of the commit that last wrote a row; 0 for a row that isn't there. No commit's number comes twice, so
/// that a row which went and came back doesn't look unchanged.
typealias RowVersion = Int64

/// A row that must be as it was for a commit to go ahead.
struct Guard: Sendable {
  let query: Query
  let version: RowVersion

  /// Whether it is.
  func holds(in db: Database) throws -> Bool {
    // The first column is the version; the rest isn't looked at.
    let statement = try db.cachedStatement(sql: query.sql)
    return try RowVersion.fetchOne(statement, arguments: StatementArguments(query.values)) ?? 0 == version
  }
}
