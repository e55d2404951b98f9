extension Schema {
  /// What callers left with the receptionist.
  static let callerNotes = """
    CREATE TABLE caller_notes (
      tenant_id BLOB NOT NULL, call_id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, call_id)
    ) STRICT, WITHOUT ROWID;
    """
}
