internal import VoiceCore

/// A call as the API shows it. Members that don't apply are there and `null`.
struct CallJSON: Encodable {
  let call: Call
  let record: CallDetailRecord?
  /// Where the node is reached that has the call, for somebody who may attend it.
  var owner: NodeAddress?

  private enum CodingKeys: String, CodingKey {
    case id, status, direction, from, to, language, transfer, spam
    case carrierCallID = "carrier_call_id"
    case startedAt = "started_at"
    case answeredAt = "answered_at"
    case endedAt = "ended_at"
    case failedAttempts = "failed_attempts"
    case aiUsage = "ai_usage"
    case answerLatency = "answer_latency"
    case socket = "socket_url"
    case detailRecord = "detail_record"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(call.id.description, forKey: .id)
    try container.encode(call.status.rawValue, forKey: .status)
    try container.encode(call.direction.rawValue, forKey: .direction)
    try container.encode(call.origin.number?.e164, forKey: .from)
    try container.encode(call.destination.number?.e164, forKey: .to)
    try container.encode(call.carrierID.isAwaited ? nil : call.carrierID.text, forKey: .carrierCallID)
    try container.encode(call.startedAt.description, forKey: .startedAt)
    try container.encode(call.answeredAt?.description, forKey: .answeredAt)
    try container.encode(call.ending?.at.description, forKey: .endedAt)
    try container.encode(call.conversation.language.tag, forKey: .language)
    try container.encode(call.conversation.failedAttempts, forKey: .failedAttempts)
    try container.encode(call.aiUsage.map(AIUsageJSON.init), forKey: .aiUsage)
    try container.encode(call.waits.map(AnswerLatencyJSON.init), forKey: .answerLatency)
    try container.encode(call.transfer.map(TransferJSON.init), forKey: .transfer)
    try container.encode(call.screening.map(SpamJSON.init), forKey: .spam)
    try container.encode(owner?.voiceSocket(of: call.id), forKey: .socket)
    try container.encode(record.map(DetailRecordJSON.init), forKey: .detailRecord)
  }
}

/// What the voice AI of a call used: tokens by kind, and the cost in millionths of a US dollar.
struct AIUsageJSON: Encodable {
  let usage: AIUsage

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: StrictFields.Name.self)
    for kind in AIUsage.Kind.allCases {
      try container.encode(usage[kind], forKey: StrictFields.Name(stringValue: kind.rawValue))
    }
  }
}

/// How long the caller waited for answers, in milliseconds from the end of their words to the first sound.
struct AnswerLatencyJSON: Encodable {
  let waits: TurnWaits

  private enum CodingKeys: String, CodingKey {
    case answers, stages
    case p50 = "p50_ms"
    case p95 = "p95_ms"
    case longest = "max_ms"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(waits.count, forKey: .answers)
    try container.encode(waits.percentile(50), forKey: .p50)
    try container.encode(waits.percentile(95), forKey: .p95)
    try container.encode(waits.percentile(100), forKey: .longest)
    var stages = container.nestedContainer(keyedBy: StrictFields.Name.self, forKey: .stages)
    for stage in TurnWait.Stage.allCases {
      let mean = Double(waits.mean(stage).wholeMicroseconds) / 1000
      try stages.encode(mean, forKey: StrictFields.Name(stringValue: stage.rawValue + "_ms"))
    }
  }
}

/// A hand-over within a call.
struct TransferJSON: Encodable {
  let transfer: Transfer

  private enum CodingKeys: String, CodingKey {
    case reason, outcome
    case departmentID = "department_id"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(transfer.reason.rawValue, forKey: .reason)
    try container.encode(transfer.department?.description, forKey: .departmentID)
    try container.encode(transfer.outcome?.rawValue, forKey: .outcome)
  }
}

/// What screening said of a call.
struct SpamJSON: Encodable {
  let action: String
  let score: Int
  let reasons: [String]

  init(_ verdict: ScreeningVerdict) {
    action = verdict.action.rawValue
    score = verdict.score.points
    reasons = verdict.reasons.map(\.description)
  }
}

/// What remains of a call that ended.
struct DetailRecordJSON: Encodable {
  let record: CallDetailRecord

  private enum CodingKeys: String, CodingKey {
    case disposition, cause, outcome, participants, operators
    case duration = "duration_seconds"
    case answered = "answered_seconds"
    case endedBy = "ended_by"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.seconds(record.duration), forKey: .duration)
    try container.encode(Self.seconds(record.answeredDuration), forKey: .answered)
    try container.encode(record.disposition.rawValue, forKey: .disposition)
    try container.encode(record.cause.rawValue, forKey: .cause)
    try container.encode(record.outcome?.rawValue, forKey: .outcome)
    try container.encode((record.operators ?? []).map(\.description), forKey: .operators)
    try container.encode(record.endedBy.map(ReferenceJSON.init), forKey: .endedBy)
    try container.encode(record.participants.map { RoutingTargetJSON($0.target) }, forKey: .participants)
  }

  private static func seconds(_ duration: Duration) -> Double { Double(duration.wholeMilliseconds) / 1000 }
}
