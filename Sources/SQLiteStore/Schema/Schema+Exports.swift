extension Schema {
  /// What files a tenant's people have asked for.
  static let exports = """
    CREATE TABLE export_shelves (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
