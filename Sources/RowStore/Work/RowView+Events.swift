import VoiceCore

/// What every scope reads of the log.
extension RowView {
  func log(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> LogPage {
    var floor = position == nil ? nil : try await logFloor()
    let placed = limit > 0 ? try await placed(.log(after: position, limit: limit), in: Tables.facts) : []
    // A unit of work reads each at an instant of its own: what was forgotten in between must show.
    if position != nil, self is UnitOfWork { floor = try await logFloor() }
    if let position, let floor, position < floor { return .forgotten(through: floor) }
    return .facts(placed.map { LoggedFact(position: $0.place, recorded: $0.value) })
  }

  func position(of event: EventID) async throws(StoreFailure) -> LogPosition? {
    try await placed(.key([.id(event.call), .integer(Int64(event.ordinal))]), in: Tables.facts).first?.place
  }

  func position(of follower: FollowerName) async throws(StoreFailure) -> LogPosition? {
    try await find(.key([codec.follower(follower)]), in: Tables.followerPositions)?.position
  }

  /// Up to where the log is forgotten.
  func logFloor() async throws(StoreFailure) -> LogPosition? {
    try await find(.key([]), in: Tables.logFloors)?.position
  }
}

extension UnitOfWork {
  func save(_ position: FollowerPosition) async throws(StoreFailure) { try put(position, in: Tables.followerPositions) }

  func forget(_ facts: [LoggedFact]) async throws(StoreFailure) {
    guard let last = facts.map(\.position).max() else { return }
    let floor = try await logFloor()
    for fact in facts {
      try delete([.id(fact.recorded.call), .integer(Int64(fact.recorded.ordinal))], in: Tables.facts.schema)
    }
    if floor ?? last <= last { try put(LogFloor(position: last), in: Tables.logFloors) }
  }
}

extension RowCodec {
  /// Rows of a log as values at their places.
  func placed<Value>(
    _ stored: [StoredRow], in table: Table<Value>
  ) throws(StoreFailure) -> [(place: LogPosition, value: Value)] {
    var placed: [(place: LogPosition, value: Value)] = []
    placed.reserveCapacity(stored.count)
    for row in stored { placed.append((row.place, try value(of: row.row, in: table))) }
    return placed
  }
}
