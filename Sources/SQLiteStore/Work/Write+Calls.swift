import FoundationEssentials
import GRDB
import VoiceCore

extension Write {
  /// A call and what happened: the counts in its row number the facts and intentions, whoever else has written before.
  static func save(
    _ call: Call, _ facts: [Call.Fact], _ intentions: [Call.Intention], _ moment: Timestamp, _ tenant: String
  ) throws(StoreFailure) -> [Write] {
    let id = call.id.description
    var writes = [
      Write(
        """
        INSERT INTO calls
          (tenant_id, id, carrier_id, started_at, status, fact_count, intention_count, version, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT value FROM commit_sequence), CAST(? AS TEXT))
        ON CONFLICT (tenant_id, id) DO UPDATE SET
          carrier_id = excluded.carrier_id, started_at = excluded.started_at, status = excluded.status,
          fact_count = fact_count + excluded.fact_count, intention_count = intention_count + excluded.intention_count,
          version = excluded.version, body = excluded.body
        """,
        [
          tenant, id, call.carrierID.text, call.startedAt.microseconds, call.status.rawValue, facts.count,
          intentions.count, try JSONEncoder.body(call),
        ], unique: .carrierCall)
    ]
    for (index, fact) in facts.enumerated() {
      writes.append(
        Write(
          """
          INSERT INTO call_facts (tenant_id, call_id, ordinal, at, body)
          SELECT tenant_id, id, fact_count - ?, ?, CAST(? AS TEXT) FROM calls WHERE tenant_id = ? AND id = ?
          """, [facts.count - 1 - index, moment.microseconds, try JSONEncoder.body(fact), tenant, id]))
    }
    for (index, intention) in intentions.enumerated() {
      writes.append(
        Write(
          """
          INSERT INTO call_intentions (tenant_id, call_id, ordinal, since, body)
          SELECT tenant_id, id, intention_count - ?, ?, CAST(? AS TEXT) FROM calls WHERE tenant_id = ? AND id = ?
          """, [intentions.count - 1 - index, moment.microseconds, try JSONEncoder.body(intention), tenant, id]))
    }
    return writes
  }

  /// The record of a call; there is no second.
  static func save(_ record: CallDetailRecord, _ tenant: String) throws(StoreFailure) -> Write {
    Write(
      """
      INSERT INTO call_detail_records (tenant_id, call_id, ended_at, version, body)
      VALUES (?, ?, ?, (SELECT value FROM commit_sequence), CAST(? AS TEXT))
      """,
      [tenant, record.call.description, record.endedAt.microseconds, try JSONEncoder.body(record)],
      unique: .detailRecord)
  }

  /// Words after the last ones.
  static func append(
    _ utterances: [Utterance], to call: Call.ID, _ tenant: String
  ) throws(StoreFailure) -> [Write] {
    var writes: [Write] = []
    let id = call.description
    for utterance in utterances {
      writes.append(
        Write(
          """
          INSERT INTO utterances (tenant_id, call_id, ordinal, body)
          SELECT ?, ?, coalesce(max(ordinal), 0) + 1, CAST(? AS TEXT) FROM utterances
          WHERE tenant_id = ? AND call_id = ?
          """, [tenant, id, try JSONEncoder.body(utterance), tenant, id]))
    }
    return writes
  }
}
