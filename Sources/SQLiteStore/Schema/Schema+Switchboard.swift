extension Schema {
  /// How departments take their calls, by which rules callers are handed over, and who answers.
  static let switchboard = """
    CREATE TABLE department_routes (
      tenant_id BLOB NOT NULL, department_id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, department_id),
      FOREIGN KEY (tenant_id, department_id) REFERENCES departments (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE transfer_rules (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    -- Of agents and of departments: no number has two owners.
    CREATE TABLE extensions (
      tenant_id BLOB NOT NULL, number BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, number)
    ) STRICT, WITHOUT ROWID;

    -- The holder is the user, or for an agent without one the agent; NULL only inside a commit.
    CREATE TABLE agents (
      tenant_id BLOB NOT NULL, id BLOB NOT NULL, holder BLOB, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, holder)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE agent_states (
      tenant_id BLOB NOT NULL, agent_id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, agent_id),
      FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
    ) STRICT, WITHOUT ROWID;

    -- What happened to agents; it outlives them.
    CREATE TABLE agent_facts (
      tenant_id BLOB NOT NULL, agent_id BLOB NOT NULL, ordinal INTEGER NOT NULL, at INTEGER NOT NULL,
      version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, agent_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX agent_facts_by_age ON agent_facts (tenant_id, agent_id, at, ordinal);

    CREATE TABLE assignment_ledgers (
      tenant_id BLOB NOT NULL, department_id BLOB NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
      PRIMARY KEY (tenant_id, department_id),
      FOREIGN KEY (tenant_id, department_id) REFERENCES departments (tenant_id, id)
    ) STRICT, WITHOUT ROWID;
    """
}
