/// One value of a row.
public enum ExportValue: Equatable, Sendable {
  /// There is none.
  case none
  case text(String)
  case integer(Int)

  init(_ text: String?) { self = text.map(ExportValue.text) ?? .none }
  init(_ moment: Timestamp?) { self.init(moment?.description) }
  init<Subject>(_ id: Identifier<Subject>?) { self.init(id?.description) }
  init(_ number: Int?) { self = number.map(ExportValue.integer) ?? .none }
  /// In whole milliseconds.
  init(_ span: Duration?) { self.init(span.map { Int($0.wholeMilliseconds) }) }
}

/// One column of a resource: its name, of what kind its values are, and what it says of a row.
struct ExportColumn<Row>: Sendable {
  let name: String
  let value: @Sendable (Row) -> ExportValue

  init(_ name: String, _ value: @escaping @Sendable (Row) -> ExportValue) {
    self.name = name
    self.value = value
  }
}

/// The columns of every resource. Names aren't given another meaning; new ones come last.
enum ExportColumns {
  static let calls: [ExportColumn<Call>] = [
    .init("id") { ExportValue($0.id) },
    .init("status") { .text($0.status.rawValue) },
    .init("direction") { .text($0.direction.rawValue) },
    .init("from") { ExportValue($0.origin.number?.e164) },
    .init("to") { ExportValue($0.destination.number?.e164) },
    .init("started_at") { ExportValue($0.startedAt) },
    .init("answered_at") { ExportValue($0.answeredAt) },
    .init("ended_at") { ExportValue($0.ending?.at) },
    .init("duration_ms") { call in ExportValue(call.ending.map { $0.at - call.startedAt }) },
    .init("cause") { ExportValue($0.ending?.cause.rawValue) },
    .init("outcome") { ExportValue(CallOutcome(of: $0)?.rawValue) },
    .init("language") { .text($0.conversation.language.tag) },
    .init("department_id") { ExportValue($0.department) },
    .init("failed_attempts") { .integer($0.conversation.failedAttempts) },
    .init("transfer_reason") { ExportValue($0.transfer?.reason.rawValue) },
    .init("transfer_outcome") { ExportValue($0.transfer?.outcome?.rawValue) },
    .init("spam_action") { ExportValue($0.screening?.action.rawValue) },
    .init("spam_score") { ExportValue($0.screening?.score.points) },
    .init("ai_cost_microdollars") { ExportValue($0.aiUsage?.microdollars) },
    .init("carrier_call_id") { ExportValue($0.carrierID.isAwaited ? nil : $0.carrierID.text) },
  ]

  static let callEvents: [ExportColumn<(fact: RecordedFact, type: String)>] = [
    .init("id") { .text(EventID(call: $0.fact.call, ordinal: $0.fact.ordinal).description) },
    .init("call_id") { ExportValue($0.fact.call) },
    .init("type") { .text($0.type) },
    .init("at") { ExportValue($0.fact.at) },
  ]

  static let transcripts: [ExportColumn<(call: Call, index: Int, utterance: Utterance)>] = [
    .init("call_id") { ExportValue($0.call.id) },
    .init("number") { .integer($0.index + 1) },
    .init("speaker") { .text($0.utterance.speaker.rawValue) },
    .init("at") { ExportValue($0.utterance.at) },
    .init("text") { .text($0.utterance.text) },
  ]

  static let callerNotes: [ExportColumn<(call: Call, note: CallerNote)>] = [
    .init("call_id") { ExportValue($0.call.id) },
    .init("number") { .integer($0.note.number) },
    .init("kind") { .text($0.note.kind.rawValue) },
    .init("confirmed") { .text($0.note.isConfirmed ? "true" : "false") },
    .init("name") { ExportValue($0.note.details.name) },
    .init("phone_number") { ExportValue($0.note.details.number) },
    .init("when") { ExportValue($0.note.details.when) },
    .init("text") { ExportValue($0.note.details.text) },
  ]

  static let knowledge: [ExportColumn<KnowledgeEntry>] = [
    .init("id") { ExportValue($0.id) },
    .init("question") { .text($0.question) },
    .init("other_questions") { .text($0.otherQuestions.joined(separator: "\n")) },
    .init("answer") { .text($0.answer) },
    .init("key_facts") { .text($0.keyFacts.joined(separator: "\n")) },
    .init("category") { ExportValue($0.category) },
    .init("priority") { .integer($0.priority) },
    .init("language") { ExportValue($0.language?.tag) },
    .init("valid_from") { ExportValue($0.validity.from) },
    .init("valid_until") { ExportValue($0.validity.until) },
    .init("active") { .text($0.isActive ? "true" : "false") },
  ]

  /// The names of a resource's columns, in order.
  static func names(of resource: ExportResource) -> [String] {
    switch resource {
    case .calls: calls.map(\.name)
    case .callEvents: callEvents.map(\.name)
    case .transcripts: transcripts.map(\.name)
    case .callerNotes: callerNotes.map(\.name)
    case .knowledge: knowledge.map(\.name)
    case .everything: []
    }
  }
}

extension ExportResource {
  /// The names of its columns, in order; none of what is an archive.
  public var columns: [String] { ExportColumns.names(of: self) }
}
