extension PostgresSchema {
  /// How departments take their calls, by which rules callers are handed over, and who answers.
  static let switchboard = """
    CREATE TABLE department_routes (
      tenant_id uuid NOT NULL, department_id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, department_id),
      FOREIGN KEY (tenant_id, department_id) REFERENCES departments (tenant_id, id)
    );

    CREATE TABLE transfer_rules (
      tenant_id uuid NOT NULL, id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id)
    );

    -- Of agents and of departments: no number has two owners.
    CREATE TABLE extensions (
      tenant_id uuid NOT NULL, number bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, number)
    );

    -- The holder is the user, or for an agent without one the agent.
    CREATE TABLE agents (
      tenant_id uuid NOT NULL, id uuid NOT NULL, holder bytea NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, id),
      CONSTRAINT agents_by_holder UNIQUE (tenant_id, holder) DEFERRABLE INITIALLY DEFERRED
    );

    CREATE TABLE agent_states (
      tenant_id uuid NOT NULL, agent_id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, agent_id),
      FOREIGN KEY (tenant_id, agent_id) REFERENCES agents (tenant_id, id)
    );

    -- What happened to agents; it outlives them.
    CREATE TABLE agent_facts (
      tenant_id uuid NOT NULL, agent_id uuid NOT NULL, ordinal bigint NOT NULL, at bigint NOT NULL,
      version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, agent_id, ordinal)
    );
    CREATE INDEX agent_facts_by_age ON agent_facts (tenant_id, agent_id, at, ordinal);

    CREATE TABLE assignment_ledgers (
      tenant_id uuid NOT NULL, department_id uuid NOT NULL, version bigint NOT NULL, body bytea NOT NULL,
      PRIMARY KEY (tenant_id, department_id),
      FOREIGN KEY (tenant_id, department_id) REFERENCES departments (tenant_id, id)
    );

    DO $$ DECLARE name text; BEGIN
      FOREACH name IN ARRAY ARRAY[
        'department_routes', 'transfer_rules', 'extensions', 'agents', 'agent_states', 'agent_facts',
        'assignment_ledgers']
      LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
          'CREATE POLICY of_the_tenant ON %I USING (tenant_id = current_tenant()) '
          || 'WITH CHECK (tenant_id = current_tenant())', name);
      END LOOP;
    END $$;
    """
}
