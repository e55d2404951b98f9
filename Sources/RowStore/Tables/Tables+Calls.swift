import VoiceCore

extension Tables {
  static let calls = Table<NumberedCall>(
    TableSchema(
      "calls", key: [.init("id", .id)],
      columns: [.init("carrier_id", .bytes), .init("started_at", .integer), .init("department_id", .id)],
      indexes: [
        .init("calls_by_carrier", on: ["carrier_id"], unique: .inTenant(.carrierCall)),
        .init("calls_by_age", on: ["started_at"]),
        .init("calls_by_department", on: ["department_id", "started_at"]),
      ]),
    key: { numbered, _ in [.id(numbered.call.id)] },
    columns: {
      [
        $1.carrierCall($0.call.carrierID), .integer($0.call.startedAt.microseconds),
        .id($0.call.department ?? nowhere),
      ]
    })

  /// Stands for no department; nothing that is made has this identifier.
  static let nowhere: Department.ID = Identifier(0)

  /// The tenant's log: what happened, call by call.
  static let facts = Table<RecordedFact>(
    TableSchema(
      "call_facts", key: [.init("call_id", .id), .init("ordinal", .integer)], parent: "calls", isLog: true),
    key: { fact, _ in [.id(fact.call), .integer(Int64(fact.ordinal))] })

  static let intentions = Table<PendingIntention>(
    TableSchema("call_intentions", key: [.init("call_id", .id), .init("ordinal", .integer)], parent: "calls"),
    key: { intention, _ in [.id(intention.call), .integer(Int64(intention.ordinal))] })

  static let liveCalls = Table<LiveCall>(
    TableSchema("live_calls", key: [.init("call_id", .id)], parent: "calls"), key: { live, _ in [.id(live.call)] })

  static let detailRecords = Table<CallDetailRecord>(
    TableSchema("call_detail_records", key: [.init("call_id", .id)], parent: "calls"),
    key: { record, _ in [.id(record.call)] })

  static let utterances = Table<SpokenUtterance>(
    TableSchema("utterances", key: [.init("call_id", .id), .init("ordinal", .integer)], parent: "calls"),
    key: { spoken, _ in [.id(spoken.call), .integer(Int64(spoken.ordinal))] })
}

/// A call, and how many facts and intentions it ever had: ordinals are never given twice.
struct NumberedCall: Sendable, Codable {
  var call: Call
  var factCount = 0
  var intentionCount = 0
}

/// An utterance at its place in the transcript, from 1.
struct SpokenUtterance: Sendable, Codable {
  let call: Call.ID
  let ordinal: Int
  let utterance: Utterance
}

extension RowCodec {
  func carrierCall(_ id: CarrierCallID) -> Part { blind(id.text, "calls.carrier_id") }
}
