import FoundationEssentials
import GRDB
import VoiceCore

extension Write {
  /// The statements for these changes. Of a tenant, user or call that was saved several times the last version counts,
  /// and keys that change hands are given up first: what is unique is judged by what the commit leaves behind.
  static func all(for changes: [Change], of tenant: Tenant.ID) throws(StoreFailure) -> [Write] {
    let last = LastSaves(of: changes)
    let tenant = tenant.description
    var writes = last.releases(of: tenant)
    for (index, change) in changes.enumerated() {
      switch change {
      case .tenant(let value): if last.tenant == index { writes.append(try save(value, tenant)) }
      case .user(let user): if last.users[user.id] == index { writes.append(try save(user, tenant)) }
      case .call(let call, let facts, let intentions, let moment):
        writes += try save(last.calls[call.id] ?? call, facts, intentions, moment, tenant)
      default: writes += try statements(for: change, tenant)
      }
    }
    return writes
  }

  private static func statements(for change: Change, _ tenant: String) throws(StoreFailure) -> [Write] {
    switch change {
    case .tenant, .user, .call: []
    case .grant(let grant):
      [
        Write(
          """
          INSERT INTO stream_grants (tenant_id, digest, call_id, version, body)
          VALUES (?, ?, ?, (SELECT value FROM commit_sequence), CAST(? AS TEXT))
          """, [tenant, grant.digest.key, grant.call.description, try JSONEncoder.body(grant)], unique: .streamToken)
      ]
    case .redeemed(let digest):
      [Write("DELETE FROM stream_grants WHERE tenant_id = ? AND digest = ?", [tenant, digest.key])]
    case .revokedGrants(let call):
      [Write("DELETE FROM stream_grants WHERE tenant_id = ? AND call_id = ?", [tenant, call.description])]
    case .line(let line):
      [
        Write(
          """
          INSERT INTO phone_lines (tenant_id, number, body) VALUES (?, ?, CAST(? AS TEXT))
          ON CONFLICT (tenant_id, number) DO UPDATE SET body = excluded.body
          """, [tenant, line.number.e164, try JSONEncoder.body(line)], unique: .phoneNumber)
      ]
    case .department(let department):
      [
        Write(
          """
          INSERT INTO departments (tenant_id, id, version, body)
          VALUES (?, ?, (SELECT value FROM commit_sequence), CAST(? AS TEXT))
          ON CONFLICT (tenant_id, id) DO UPDATE SET version = excluded.version, body = excluded.body
          """, [tenant, department.id.description, try JSONEncoder.body(department)])
      ]
    case .rule(let rule):
      [
        Write(
          """
          INSERT INTO spam_rules (tenant_id, id, body) VALUES (?, ?, CAST(? AS TEXT))
          ON CONFLICT (tenant_id, id) DO UPDATE SET body = excluded.body
          """, [tenant, rule.id.description, try JSONEncoder.body(rule)])
      ]
    case .removedRule(let id):
      [Write("DELETE FROM spam_rules WHERE tenant_id = ? AND id = ?", [tenant, id.description])]
    case .allowed(let number):
      [Write("INSERT OR IGNORE INTO allowed_numbers (tenant_id, number) VALUES (?, ?)", [tenant, number.e164])]
    case .disallowed(let number):
      [Write("DELETE FROM allowed_numbers WHERE tenant_id = ? AND number = ?", [tenant, number.e164])]
    case .knowledge(let entry):
      [
        Write(
          """
          INSERT INTO knowledge_entries (tenant_id, id, priority, body) VALUES (?, ?, ?, CAST(? AS TEXT))
          ON CONFLICT (tenant_id, id) DO UPDATE SET priority = excluded.priority, body = excluded.body
          """, [tenant, entry.id.description, entry.priority, try JSONEncoder.body(entry)])
      ]
    case .queue(let queue):
      [
        Write(
          """
          INSERT INTO call_queues (tenant_id, department_id, version, body)
          VALUES (?, ?, (SELECT value FROM commit_sequence), CAST(? AS TEXT))
          ON CONFLICT (tenant_id, department_id) DO UPDATE SET version = excluded.version, body = excluded.body
          """, [tenant, queue.department.description, try JSONEncoder.body(queue)])
      ]
    case .record(let record): [try save(record, tenant)]
    case .settled(let ordinal, let call):
      [
        Write(
          "DELETE FROM call_intentions WHERE tenant_id = ? AND call_id = ? AND ordinal = ?",
          [tenant, call.description, ordinal])
      ]
    case .said(let utterances, let call): try append(utterances, to: call, tenant)
    }
  }

  private static func save(_ value: Tenant, _ tenant: String) throws(StoreFailure) -> Write {
    Write(
      """
      INSERT INTO tenants (tenant_id, domain, version, body)
      VALUES (?, ?, (SELECT value FROM commit_sequence), CAST(? AS TEXT))
      ON CONFLICT (tenant_id) DO UPDATE SET domain = excluded.domain, version = excluded.version, body = excluded.body
      """, [tenant, value.domain.text, try JSONEncoder.body(value)], unique: .domain)
  }

  private static func save(_ user: User, _ tenant: String) throws(StoreFailure) -> Write {
    Write(
      """
      INSERT INTO users (tenant_id, id, email, version, body)
      VALUES (?, ?, ?, (SELECT value FROM commit_sequence), CAST(? AS TEXT))
      ON CONFLICT (tenant_id, id) DO UPDATE SET email = excluded.email, version = excluded.version, body = excluded.body
      """, [tenant, user.id.description, user.email.key, try JSONEncoder.body(user)], unique: .email)
  }
}
