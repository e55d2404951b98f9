extension Schema {
  /// Every table of a tenant has the tenant first in its key. Columns are what is searched or unique; the value is in
  /// `body`. Identifiers are their 16 bytes, personal keys are blinded, times are microseconds since 1970.
  static let rows = """
    -- One row: the number of the last commit, the source of every version; and the last position of the log.
    CREATE TABLE commit_sequence (
      id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL, position INTEGER NOT NULL
    ) STRICT;
    INSERT INTO commit_sequence (id, value, position) VALUES (1, 0, 0);

    -- Up to where each tenant's log has grown. No content: followers read it across tenants.
    CREATE TABLE log_heads (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, position INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX log_heads_by_place ON log_heads (version, position);

    -- Each tenant's data keys, wrapped by the master key. Outside of what is sealed.
    CREATE TABLE tenant_keys (
      tenant_id BLOB NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;
    -- Whose keys are gone for good.
    CREATE TABLE destroyed_keys (tenant_id BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

    CREATE TABLE tenants (
      tenant_id BLOB NOT NULL PRIMARY KEY, domain BLOB NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- An address is NULL only inside a commit, while users swap theirs.
    CREATE TABLE users (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, email BLOB, role BLOB NOT NULL, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, email)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX users_by_role ON users (tenant_id, role, id);

    -- By the common half of their tokens, digested.
    CREATE TABLE sessions (
      tenant_id BLOB NOT NULL, family BLOB NOT NULL UNIQUE, user_id BLOB NOT NULL, renewed_at INTEGER NOT NULL,
      id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, family)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id, renewed_at, id);

    CREATE TABLE api_keys (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, digest BLOB NOT NULL UNIQUE, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    -- Unknown domains have their places too, under the max UUID.
    CREATE TABLE sign_in_guards (
      tenant_id BLOB NOT NULL, slot BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, slot)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE stream_grants (
      tenant_id BLOB NOT NULL, digest BLOB NOT NULL UNIQUE, call_id BLOB NOT NULL, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX stream_grants_by_call ON stream_grants (tenant_id, call_id);

    CREATE TABLE phone_lines (
      tenant_id BLOB NOT NULL, number BLOB NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE departments (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE spam_rules (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE allowed_numbers (
      tenant_id BLOB NOT NULL, number BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE knowledge_entries (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE call_queues (
      tenant_id BLOB NOT NULL, department_id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, department_id)
    ) STRICT, WITHOUT ROWID;

    -- A carrier's name is NULL only inside a commit.
    CREATE TABLE calls (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, carrier_id BLOB, started_at INTEGER NOT NULL,
      version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, carrier_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX calls_by_age ON calls (tenant_id, started_at, id);

    -- The tenant's log.
    CREATE TABLE call_facts (
      tenant_id BLOB NOT NULL, call_id BLOB NOT NULL, ordinal INTEGER NOT NULL, version INTEGER NOT NULL,
      position INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal), UNIQUE (tenant_id, version, position),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE call_intentions (
      tenant_id BLOB NOT NULL, call_id BLOB NOT NULL, ordinal INTEGER NOT NULL, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE call_detail_records (
      tenant_id BLOB NOT NULL, call_id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, call_id),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE utterances (
      tenant_id BLOB NOT NULL, call_id BLOB NOT NULL, ordinal INTEGER NOT NULL, version INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, call_id, ordinal),
      FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    -- Up to where a tenant's log is forgotten.
    CREATE TABLE log_floors (
      tenant_id BLOB NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Up to where each follower has handled a tenant's log.
    CREATE TABLE follower_positions (
      tenant_id BLOB NOT NULL, follower BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, follower)
    ) STRICT, WITHOUT ROWID;
    """
}
