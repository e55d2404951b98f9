import RowStore

/// The schema and its history. Steps run forward only, and are never edited once released.
public enum PostgresSchema {
  /// Every step, in order.
  public static let steps = [
    MigrationStep(1, "rows", sql: rows), MigrationStep(2, "audit", sql: audit),
    MigrationStep(3, "tenancy", sql: tenancy), MigrationStep(4, "live calls", sql: liveCalls),
    MigrationStep(5, "departments", sql: departments), MigrationStep(6, "erasure", sql: erasure),
    MigrationStep(7, "kept answers", sql: keptAnswers), MigrationStep(8, "queue", sql: queue),
    MigrationStep(9, "screening", sql: screening), MigrationStep(10, "switchboard", sql: switchboard),
    MigrationStep(11, "voicemails", sql: voicemails), MigrationStep(12, "rotation", sql: rotation),
    MigrationStep(13, "recordings", sql: recordings), MigrationStep(14, "outbound", sql: outbound),
    MigrationStep(15, "knowledge", sql: knowledge), MigrationStep(16, "caller notes", sql: callerNotes),
    MigrationStep(17, "webhooks", sql: webhooks), MigrationStep(18, "analytics", sql: analytics),
    MigrationStep(19, "exports", sql: exports), MigrationStep(20, "credits", sql: credits),
    MigrationStep(21, "erasures of persons", sql: personErasures),
  ]

  /// Every table that holds rows; the tenants' own are those of `RowStore.Tables`.
  package static let tables =
    Tables.all.map(\.name) + platformTables + [
      "tenant_keys", "destroyed_keys", "commit_marks", "erasures", "erased_rows",
    ]

  /// Tables without content that are read across tenants: they know who, where and when, and nothing else.
  static let platformTables = ["directory", "log_heads", "tenant_closures"]
}
