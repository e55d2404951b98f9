import PostgresStore
import PrivatePostgres
import Synchronization
import VoiceCore

/// A database of one test: the table `notes` under forced row-level security, and whatever the test adds.
struct TestDatabase {
  let url: String
  let ownerURL: String

  private static let count = Atomic<Int>(0)

  /// Makes it, on the shared server unless another is given.
  init(on server: PrivatePostgres = .shared) async throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    let name = "test_\(UInt64.random(in: 0...UInt64(UInt32.max)))_\(number)"
    let maker = try Self.owner(server.urls(ofDatabase: "postgres").owner)
    // The template must not be in use: makers take turns.
    try await TurnTaker.shared.run {
      _ = try await maker.look(.platform, [Statement("CREATE DATABASE \(name) TEMPLATE voicecore")])
    }
    _ = try await maker.look(.platform, [Statement("REVOKE TEMPORARY ON DATABASE \(name) FROM PUBLIC")])
    await maker.close()
    (url, ownerURL) = server.urls(ofDatabase: name)
    try await asOwner([
      "CREATE TABLE notes (tenant_id uuid NOT NULL, id bigint NOT NULL, word text, body bytea, flag boolean, number integer, PRIMARY KEY (tenant_id, id))",
      "ALTER TABLE notes ENABLE ROW LEVEL SECURITY", "ALTER TABLE notes FORCE ROW LEVEL SECURITY",
      "CREATE POLICY tenant ON notes USING (tenant_id = nullif(current_setting('app.current_tenant', true), '')::uuid)",
      "GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO voicecore_app",
    ])
  }

  /// A pool of the application's role.
  func pool(_ change: (inout PostgresSettings) -> Void = { _ in }) throws -> PostgresPool {
    var settings = PostgresSettings(try PostgresURL(url))
    settings.waitLimit = .seconds(20)  // the machine may be busy
    change(&settings)
    return try PostgresPool(settings)
  }

  /// The port of its server.
  var port: UInt16 { (url.split(separator: ":").last?.prefix { $0.isNumber }.description).flatMap { UInt16($0) } ?? 0 }

  /// A pool that speaks through a tap, unencrypted so that the tap can read.
  func pool(through tap: WireTap, _ change: (inout PostgresSettings) -> Void = { _ in }) throws -> PostgresPool {
    let tapped = url.replacing(":\(port)/", with: ":\(tap.port)/") + "?sslmode=disable&gssencmode=disable"
    var settings = PostgresSettings(try PostgresURL(tapped))
    settings.waitLimit = .seconds(20)
    change(&settings)
    return try PostgresPool(settings)
  }

  /// Runs statements as the owner, in one transaction.
  func asOwner(_ statements: [String]) async throws {
    let pool = try Self.owner(ownerURL)
    _ = try await pool.commit(.platform, isolation: .readCommitted, statements.map { Statement($0) })
    await pool.close()
  }

  static func owner(_ url: String) throws -> PostgresPool { try MigratedDatabase.owner(url) }
}

extension Tenant.ID {
  static let a = Tenant.ID(0xA)
  static let b = Tenant.ID(0xB)
}

func insert(_ id: Int64, _ word: String = "", of tenant: Tenant.ID) -> Statement {
  Statement(
    "INSERT INTO notes (tenant_id, id, word) VALUES ($1, $2, $3)", [.uuid(tenant.bits), .integer(id), .text(word)])
}

let words = Statement("SELECT id, word FROM notes ORDER BY id")

extension [Rows] {
  /// The words that `words` found.
  var words: [String?] { first.map { rows in (0..<rows.count).map { rows.text($0, 1) } } ?? [] }
}
