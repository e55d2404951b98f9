import Foundation
import LoadTests
import PostgresStore
import PrivatePostgres
import VoiceCore

/// A migrated database of the run's own server, full of calls.
struct QueriesDatabase: Sendable {
  /// Rows that are added by one statement.
  private static let portion = 20_000

  let trial: StoreTrial
  private let database: MigratedDatabase

  /// Makes and fills it.
  /// - Parameter hasWall: without it, row-level security is switched off on every table, as its owner may.
  init(_ trial: StoreTrial, hasWall: Bool = true) async throws {
    self.trial = trial
    database = try await MigratedDatabase()
    let owner = try MigratedDatabase.owner(database.ownerURL)
    if !hasWall {
      let off = PostgresSchema.tables.map { Statement("ALTER TABLE \($0) DISABLE ROW LEVEL SECURITY") }
      _ = try await owner.commit(.platform, isolation: .readCommitted, off)
    }
    try await fill(through: owner)
    _ = try await owner.look(.platform, [Statement("VACUUM ANALYZE calls")])
    await owner.close()
  }

  /// Where it is for the application's role; with `waits` false, commits don't wait for the disk.
  func url(waits: Bool = true) -> String {
    waits ? database.url : database.url + "?options=-c%20synchronous_commit%3Doff"
  }

  /// A store of so many connections.
  func store(
    connections: Int, waits: Bool = true, observer: (@Sendable ([Statement]) -> Void)? = nil
  ) throws -> PostgresStore {
    var settings = PostgresSettings(try PostgresURL(url(waits: waits)))
    settings.size = connections
    settings.waitLimit = .seconds(20)
    settings.observer = observer
    return try PostgresStore(settings)
  }

  /// The body is a whole call's, the same for all: what is measured doesn't depend on what it says.
  private func fill(through owner: PostgresPool) async throws {
    let recorder = Spoken.Recorder()
    let store = try store(connections: 1) { recorder.hear($0) }
    let spoken = try await Spoken.record(.insert, on: store, heardBy: recorder)
    await store.close()
    let insert = spoken.trips.joined().first { $0.sql.hasPrefix("INSERT INTO calls ") }
    guard case .bytes(let body)? = insert?.values.last else { throw Unknown() }
    let sql = """
      INSERT INTO calls (tenant_id, id, carrier_id, started_at, version, body)
      SELECT $1, lpad(n::text, 32, '0')::uuid, convert_to('CA' || n, 'UTF8'), n, 1, $2
      FROM generate_series($3::bigint, $4::bigint) n
      """
    for number in 1...trial.tenants {
      let tenant: Tenant.ID = StoreTrial.id(number)
      for start in stride(from: 1, through: trial.calls, by: Self.portion) {
        let end = min(trial.calls, start + Self.portion - 1)
        let values: [PostgresValue] = [.uuid(tenant.bits), .bytes(body), .integer(Int64(start)), .integer(Int64(end))]
        _ = try await owner.commit(.tenant(tenant), isolation: .readCommitted, [Statement(sql, values)])
      }
    }
  }

  /// The store writes a call in another way than was known.
  private struct Unknown: Error {}
}
