import VoiceCore

extension Tables {
  static let queueHeads = Table<QueueHead>(
    TableSchema("queue_heads", key: [.init("department_id", .id)]), key: { head, _ in [.id(head.department)] })

  /// Each caller by themselves: entering and leaving touch one row and the head, however many wait.
  static let waitingCallers = Table<WaitingRow>(
    TableSchema(
      "waiting_callers", key: [.init("department_id", .id), .init("call_id", .id)],
      columns: [.init("in_line", .integer), .init("needs", .bytes), .init("rank", .bytes)],
      indexes: [
        .init("waiting_callers_by_rank", on: ["department_id", "in_line", "rank"]),
        .init("waiting_callers_by_needs", on: ["department_id", "in_line", "needs", "rank"]),
      ]),
    key: { row, _ in [.id(row.department), .id(row.caller.call)] },
    columns: { row, codec in
      [
        row.reservedFor == nil ? inLine : .integer(0), codec.needs(SkillSet(row.caller.skills)),
        .bytes(row.caller.rank.bytes),
      ]
    })

  /// Who is reserved stands in no line.
  static let inLine = Part.integer(1)
}

extension RowCodec {
  /// What a company's callers need is its own affair: compared, and not read.
  func needs(_ needs: SkillSet) -> Part {
    blind(needs.skills.map(\.name).joined(separator: "\u{1F}"), "waiting_callers.needs")
  }
}
