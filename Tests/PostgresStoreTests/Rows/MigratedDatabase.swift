import PostgresStore
import Synchronization
import VoiceCore

/// Empty databases with the schema of the store: copies of one that is migrated once.
struct MigratedDatabase {
  let url: String
  let ownerURL: String

  private static let template = TemplateDatabase()
  private static let count = Atomic<Int>(0)

  /// Makes one on the shared server.
  init() async throws {
    let template = try await Self.template.name()
    let name = "\(template)_\(Self.count.add(1, ordering: .relaxed).newValue)"
    try await Self.create(name, from: template)
    (url, ownerURL) = PrivatePostgres.shared.urls(ofDatabase: name)
  }

  /// Migrates it as an operator does, though nothing is pending: what is the database's own isn't copied with the rest.
  func migrate() async throws {
    try await PostgresStore.migrate(
      owner: try PostgresURL(ownerURL, setting: "VOICECORE_ADMIN_DATABASE_URL"), application: try PostgresURL(url))
  }

  /// A store over it, as the application's role.
  func store(
    _ change: (inout PostgresSettings) -> Void = { _ in },
    sealedBy ciphers: PostgresStore.Ciphers = PostgresStore.unsealed
  ) throws -> PostgresStore {
    var settings = PostgresSettings(try PostgresURL(url))
    settings.waitLimit = .seconds(20)  // the machine may be busy
    change(&settings)
    return try PostgresStore(settings, sealedBy: ciphers)
  }

  /// A store that speaks through a tap.
  func store(
    through tap: WireTap, _ change: (inout PostgresSettings) -> Void = { _ in }
  ) throws -> PostgresStore {
    let tapped = url.replacing(":\(port)/", with: ":\(tap.port)/") + "?sslmode=disable&gssencmode=disable"
    var settings = PostgresSettings(try PostgresURL(tapped))
    settings.waitLimit = .seconds(20)
    change(&settings)
    return try PostgresStore(settings)
  }

  /// The port of its server.
  var port: UInt16 { (url.split(separator: ":").last?.prefix { $0.isNumber }.description).flatMap { UInt16($0) } ?? 0 }

  /// A pool of the application's role.
  func pool() throws -> PostgresPool {
    var settings = PostgresSettings(try PostgresURL(url))
    settings.waitLimit = .seconds(20)
    return try PostgresPool(settings)
  }

  static func create(_ name: String, from template: String) async throws {
    let maker = try TestDatabase.owner(PrivatePostgres.shared.urls(ofDatabase: "postgres").owner)
    // The template must not be in use: makers take turns.
    try await TurnTaker.shared.run {
      _ = try await maker.look(.platform, [Statement("CREATE DATABASE \(name) TEMPLATE \(template)")])
    }
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
