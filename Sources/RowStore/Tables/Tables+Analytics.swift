import VoiceCore

extension Tables {
  /// At most one row: up to where calls are counted.
  static let analyticsProgress = Table<AnalyticsProgress>(
    TableSchema("analytics_progress", key: []), key: { _, _ in [] })

  /// Figures by stretch of time. The day comes last, so that the same stretch of many days is read at one stroke: a zone's
  /// days are a few such stretches each.
  static let tallies = Table<KeptTally>(
    TableSchema(
      "analytics_tallies",
      key: [
        .init("department_id", .id), .init("subject", .integer), .init("length", .integer), .init("part", .integer),
        .init("day", .integer),
      ]),
    key: { kept, _ in kept.id.key })
}

extension KeptTally.ID {
  var key: [Part] {
    Self.lane(subject, of: department, level: slot.level, index: slot.index) + [.integer(Int64(slot.day))]
  }

  /// What the keys of the same stretch of all days begin with.
  static func lane(
    _ subject: AnalyticsSubject, of department: Department.ID?, level: AnalyticsSlot.Level, index: Int
  ) -> [Part] {
    // No department has the nil UUID, which no source of ids gives.
    [department.map { .id($0) } ?? .id(0), subject.part, .integer(Int64(level.rawValue)), .integer(Int64(index))]
  }
}

extension AnalyticsSubject {
  /// As it is stored; the numbers never change.
  var part: Part {
    switch self {
    case .calls: .integer(0)
    case .agents: .integer(1)
    case .queue: .integer(2)
    case .ai: .integer(3)
    case .costs: .integer(4)
    }
  }
}
