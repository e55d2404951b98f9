extension Schema {
  /// Every table of a tenant has the tenant first in its key. What is queried or unique is a column; the value itself
  /// is JSON in `body`. Identifiers and numbers are text as the API speaks it, times are microseconds since 1970. Keys
  /// that hold text of anybody's choice are BLOB, so that a NUL in them is a byte like others.
  static let firstCall = """
    -- One row: the number of the last commit, the source of every version.
    CREATE TABLE commit_sequence (
      id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL
    ) STRICT;
    INSERT INTO commit_sequence (id, value) VALUES (1, 0);

    CREATE TABLE tenants (
      tenant_id TEXT NOT NULL PRIMARY KEY, domain TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- An address is NULL only inside a commit, while users swap theirs.
    CREATE TABLE users (
      tenant_id TEXT NOT NULL, id TEXT NOT NULL, email BLOB, version INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, email)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE stream_grants (
      tenant_id TEXT NOT NULL, digest BLOB NOT NULL UNIQUE, call_id TEXT NOT NULL, version INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX stream_grants_by_call ON stream_grants (tenant_id, call_id);

    CREATE TABLE phone_lines (
      tenant_id TEXT NOT NULL, number TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE departments (
      tenant_id TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE spam_rules (
      tenant_id TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE allowed_numbers (
      tenant_id TEXT NOT NULL, number TEXT NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE knowledge_entries (
      tenant_id TEXT NOT NULL, id TEXT NOT NULL, priority INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE call_queues (
      tenant_id TEXT NOT NULL, department_id TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, department_id)
    ) STRICT, WITHOUT ROWID;

    -- The counts only grow: an ordinal never comes twice. A carrier's name is NULL only inside a commit.
    CREATE TABLE calls (
      tenant_id TEXT NOT NULL, id TEXT NOT NULL, carrier_id TEXT, started_at INTEGER NOT NULL, status TEXT NOT NULL,
      fact_count INTEGER NOT NULL, intention_count INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, carrier_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX calls_by_age ON calls (tenant_id, started_at, id);

    CREATE TABLE call_facts (
      tenant_id TEXT NOT NULL, call_id TEXT NOT NULL, ordinal INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE call_intentions (
      tenant_id TEXT NOT NULL, call_id TEXT NOT NULL, ordinal INTEGER NOT NULL, since INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE call_detail_records (
      tenant_id TEXT NOT NULL, call_id TEXT NOT NULL, ended_at INTEGER NOT NULL, version INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, call_id),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE utterances (
      tenant_id TEXT NOT NULL, call_id TEXT NOT NULL, ordinal INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """
}
