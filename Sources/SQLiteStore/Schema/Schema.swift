import GRDB
import VoiceCore

/// The schema and its history. Steps are numbered, run forward only, and are never edited once released.
enum Schema {
  /// Every step, in order.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("0001 rows") { db in try db.execute(sql: rows) }
    migrator.registerMigration("0002 audit") { db in try db.execute(sql: audit) }
    migrator.registerMigration("0003 tenancy") { db in try db.execute(sql: tenancy) }
    migrator.registerMigration("0004 live calls") { db in try db.execute(sql: liveCalls) }
    migrator.registerMigration("0005 departments") { db in try db.execute(sql: departments) }
    migrator.registerMigration("0006 erasure") { db in try db.execute(sql: erasure) }
    migrator.registerMigration("0007 kept answers") { db in try db.execute(sql: keptAnswers) }
    migrator.registerMigration("0008 queue") { db in try db.execute(sql: queue) }
    migrator.registerMigration("0009 screening") { db in try db.execute(sql: screening) }
    migrator.registerMigration("0010 switchboard") { db in try db.execute(sql: switchboard) }
    migrator.registerMigration("0011 voicemails") { db in try db.execute(sql: voicemails) }
    migrator.registerMigration("0012 rotation") { db in try db.execute(sql: rotation) }
    migrator.registerMigration("0013 recordings") { db in try db.execute(sql: recordings) }
    migrator.registerMigration("0014 outbound") { db in try db.execute(sql: outbound) }
    migrator.registerMigration("0015 knowledge") { db in try db.execute(sql: knowledge) }
    migrator.registerMigration("0016 caller notes") { db in try db.execute(sql: callerNotes) }
    migrator.registerMigration("0017 webhooks") { db in try db.execute(sql: webhooks) }
    migrator.registerMigration("0018 analytics") { db in try db.execute(sql: analytics) }
    migrator.registerMigration("0019 exports") { db in try db.execute(sql: exports) }
    migrator.registerMigration("0020 credits") { db in try db.execute(sql: credits) }
    migrator.registerMigration("0021 erasures of persons") { db in try db.execute(sql: personErasures) }
    return migrator
  }

  /// The steps that haven't run. A file on which unknown steps have run is `.corrupt` to this program.
  static func pending(in db: Database) throws -> [String] {
    let migrator = migrator
    guard try !migrator.hasBeenSuperseded(db) else { throw StoreFailure.corrupt }
    let applied = try migrator.appliedIdentifiers(db)
    return migrator.migrations.filter { !applied.contains($0) }
  }
}
