extension TraceSpan {
  /// A whole call, from first ring to end: the first span of its trace; `nil` while it runs.
  public init?(of call: Call) {
    guard let record = CallDetailRecord(of: call) else { return nil }
    var attributes = [
      Attribute("voicecore.call.id", .text("\(call.id)")),
      Attribute("voicecore.call.direction", .text(record.direction.rawValue)),
      Attribute("voicecore.call.outcome", .text(record.disposition.rawValue)),
      Attribute("voicecore.call.cause", .text(record.cause.rawValue)),
      Attribute("voicecore.call.failed_attempts", .number(record.failedAttempts)),
    ]
    if let transfer = record.transfer {
      attributes.append(Attribute("voicecore.call.transfer_reason", .text(transfer.reason.rawValue)))
    }
    if let usage = record.aiUsage {
      attributes += [
        Attribute("gen_ai.usage.input_tokens", .number(usage[.textIn] + usage[.audioIn])),
        Attribute("gen_ai.usage.output_tokens", .number(usage[.textOut] + usage[.audioOut])),
      ]
    }
    self.init(
      at: TraceContext(of: call.id), "call", record.direction == .inbound ? .server : .client, from: record.startedAt,
      to: record.endedAt, attributes, isFailed: record.disposition == .failed)
  }

  /// What a caller waited for until an answer's first sound, which was at that moment: the turn, and in it each stage that took any
  /// time, one after the other.
  public static func spans(of wait: TurnWait, until moment: Timestamp, in place: CallPlace) -> [TraceSpan] {
    let call = TraceContext(of: place.call)
    let turn = call.child(UInt64(bitPattern: moment.microseconds))
    var start = moment - wait.total
    var spans = [
      TraceSpan(
        at: turn, in: call.span, "turn", from: start, to: moment,
        [
          Attribute("voicecore.call.id", .text("\(place.call)")),
          Attribute("voicecore.tenant.id", .text("\(place.tenant)")),
        ])
    ]
    for (index, stage) in TurnWait.Stage.allCases.enumerated() where wait[stage] > .zero {
      let end = start + wait[stage]
      // The voice AI's part, by the name that the conventions have for it.
      let attributes = stage == .model ? [Attribute("gen_ai.operation.name", .text("chat"))] : []
      spans.append(
        TraceSpan(
          at: turn.child(UInt64(index)), in: turn.span, "turn \(stage.rawValue)", from: start, to: end, attributes))
      start = end
    }
    return spans
  }
}
