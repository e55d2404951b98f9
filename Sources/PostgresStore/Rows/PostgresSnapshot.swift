import RowStore
import Synchronization
import VoiceCore

/// One tenant's rows as of one instant.
///
/// Most bodies read once: that read is one round trip and holds nothing. With the second read a transaction is opened
/// which asks the first question again, in the same round trip; when its answer is another one by then, the body has to
/// run anew, in a transaction from the start.
final class PostgresSnapshot: RowSource {
  private enum State: Sendable {
    case fresh
    /// The first question is on its way.
    case asking
    case askedOnce(RowQuery, seen: [Seen])
    case held
    case torn
    case ended
  }

  /// By what two answers are compared.
  private struct Seen: Equatable, Sendable {
    let key: [Part]
    let version: RowVersion
  }

  private let pool: PostgresPool
  private let hold: Held
  private let state: Mutex<State>

  init(_ pool: PostgresPool, _ hold: Held, startsHeld: Bool) {
    self.pool = pool
    self.hold = hold
    state = Mutex(startsHeld ? .held : .fresh)
  }

  /// From now on every read throws. Whether all that was read was of one instant.
  func end() -> Bool {
    state.withLock { state in
      defer { state = .ended }
      if case .torn = state { return false }
      return true
    }
  }

  func rows(_ query: RowQuery, for tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    let before = state.withLock { state in
      let before = state
      switch state {
      case .fresh: state = .asking
      // A second read beside the first: neither knows of the other's instant.
      case .asking: state = .torn
      case .askedOnce, .held, .torn, .ended: break
      }
      return before
    }
    switch before {
    case .fresh: return try await askOnce(query, tenant)
    case .askedOnce(let first, let seen): return try await ask(again: first, seen, then: query, tenant)
    case .held: return try await ask(query, tenant)
    case .asking, .torn: throw .conflict
    case .ended: throw .scopeEnded
    }
  }

  private func askOnce(_ query: RowQuery, _ tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    let statement = RowSQL.find(query, of: tenant, in: .postgres).statement
    let rows = try await answers { () throws(PostgresFailure) in
      try await pool.look(.tenant(tenant), [statement])
    }[0].stored(in: query.table)
    state.withLock { state in
      if case .asking = state { state = .askedOnce(query, seen: rows.map(Self.seen)) }
    }
    return rows
  }

  private func ask(
    again first: RowQuery, _ seen: [Seen], then query: RowQuery, _ tenant: Tenant.ID
  ) async throws(StoreFailure) -> [StoredRow] {
    let statements = [first, query].map { RowSQL.find($0, of: tenant, in: .postgres).statement }
    let answers = try await answers { () throws(PostgresFailure) in try await hold.look(statements) }
    let isSame = try answers[0].stored(in: first.table).map(Self.seen) == seen
    let isOpen = state.withLock { state in
      switch state {
      case .askedOnce, .held:
        state = isSame ? .held : .torn
        return isSame
      case .fresh, .asking, .torn, .ended: return false
      }
    }
    guard isOpen else { throw .conflict }
    return try answers[1].stored(in: query.table)
  }

  private func ask(_ query: RowQuery, _ tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    let statement = RowSQL.find(query, of: tenant, in: .postgres).statement
    return try await answers { () throws(PostgresFailure) in try await hold.look([statement]) }[0]
      .stored(in: query.table)
  }

  private func answers(
    _ look: () async throws(PostgresFailure) -> [Rows]
  ) async throws(StoreFailure) -> [Rows] {
    do throws(PostgresFailure) { return try await look() } catch { throw StoreFailure(error) }
  }

  private static func seen(_ row: StoredRow) -> Seen { Seen(key: row.row.key, version: row.version) }
}
