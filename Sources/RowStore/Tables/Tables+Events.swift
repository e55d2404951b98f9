import VoiceCore

extension Tables {
  /// At most one row: up to where the log is forgotten.
  static let logFloors = Table<LogFloor>(TableSchema("log_floors", key: []), key: { _, _ in [] })

  static let followerPositions = Table<FollowerPosition>(
    TableSchema("follower_positions", key: [.init("follower", .bytes)]), key: { [$1.follower($0.follower)] })
}

/// The place of the last fact that was forgotten.
struct LogFloor: Sendable, Codable {
  let position: LogPosition
}

extension RowCodec {
  /// Our own word, not a person's: kept as it is.
  func follower(_ name: FollowerName) -> Part { .bytes(Array(name.text.utf8)) }
}
