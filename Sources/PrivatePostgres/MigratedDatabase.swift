public import PostgresStore
import Synchronization
public import VoiceCore

/// Empty databases with the schema of the store: copies of one that is migrated once.
public struct MigratedDatabase: Sendable {
  public let url: String
  public let ownerURL: String

  private static let template = TemplateDatabase()
  private static let count = Atomic<Int>(0)

  /// Makes one on the shared server.
  public init() async throws {
    let template = try await Self.template.name()
    let name = "\(template)_\(Self.count.add(1, ordering: .relaxed).newValue)"
    try await Self.create(name, from: template)
    (url, ownerURL) = PrivatePostgres.shared.urls(ofDatabase: name)
  }

  /// Migrates it as an operator does, though nothing is pending: what is the database's own isn't copied with the rest.
  public func migrate() async throws {
    try await PostgresStore.migrate(
      owner: try PostgresURL(ownerURL, setting: "VOICECORE_ADMIN_DATABASE_URL"), application: try PostgresURL(url))
  }

  /// A store over it, as the application's role.
  public func store(_ change: (inout PostgresSettings) -> Void = { _ in }) throws -> PostgresStore {
    var settings = PostgresSettings(try PostgresURL(url))
    settings.waitLimit = .seconds(20)  // the machine may be busy
    change(&settings)
    return try PostgresStore(settings)
  }

  /// A pool of the application's role.
  package func pool(_ change: (inout PostgresSettings) -> Void = { _ in }) throws -> PostgresPool {
    var settings = PostgresSettings(try PostgresURL(url))
    settings.waitLimit = .seconds(20)
    change(&settings)
    return try PostgresPool(settings)
  }

  /// Takes every row out, of all tenants, as the owner who may.
  public func empty() async throws {
    let owner = try Self.owner(ownerURL)
    let tables = PostgresSchema.tables.joined(separator: ", ")
    _ = try await owner.commit(.platform, isolation: .readCommitted, [Statement("TRUNCATE \(tables)")])
    await owner.close()
  }

  /// Every row that a tenant has in any table, as text with bytes in hexadecimal: what a search for a canary searches.
  public func dump(of tenant: Tenant.ID) async throws -> [UInt8] {
    let pool = try Self.owner(ownerURL)
    var bytes: [UInt8] = []
    for table in PostgresSchema.tables {
      bytes += table.utf8
      let rows = try await pool.look(.tenant(tenant), [Statement("SELECT t::text FROM \(table) t")])[0]
      for row in 0..<rows.count { bytes += (rows.text(row, 0) ?? "").utf8 }
    }
    await pool.close()
    return bytes
  }

  /// A pool of the owner's role.
  package static func owner(_ url: String) throws -> PostgresPool {
    var settings = PostgresSettings(try PostgresURL(url, setting: "VOICECORE_ADMIN_DATABASE_URL"))
    settings.checksRole = false
    settings.size = 1
    settings.waitLimit = .seconds(30)
    return try PostgresPool(settings)
  }

  static func create(_ name: String, from template: String) async throws {
    let maker = try Self.owner(PrivatePostgres.shared.urls(ofDatabase: "postgres").owner)
    // The template must not be in use: makers take turns.
    try await TurnTaker.shared.run {
      _ = try await maker.look(.platform, [Statement("CREATE DATABASE \(name) TEMPLATE \(template)")])
    }
    // What is the database's own isn't copied with the rest.
    _ = try await maker.look(.platform, [Statement("REVOKE TEMPORARY ON DATABASE \(name) FROM PUBLIC")])
    await maker.close()
  }
}

/// Migrates one database, once.
private actor TemplateDatabase {
  private var making: Task<String, any Error>?

  func name() async throws -> String {
    if let making { return try await making.value }
    let making = Task {
      let name = "migrated_\(UInt64.random(in: 0...UInt64(UInt32.max)))"
      try await MigratedDatabase.create(name, from: "voicecore")
      let urls = PrivatePostgres.shared.urls(ofDatabase: name)
      try await PostgresStore.migrate(
        owner: try PostgresURL(urls.owner, setting: "VOICECORE_ADMIN_DATABASE_URL"),
        application: try PostgresURL(urls.application))
      return name
    }
    self.making = making
    return try await making.value
  }
}
