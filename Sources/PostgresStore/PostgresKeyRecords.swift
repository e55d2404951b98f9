import VoiceCore

/// The tenants' wrapped keys, in a table of their own outside of what is sealed, under the tenant's policy.
struct PostgresKeyRecords: TenantKeyRecords {
  /// How often a change is tried when others change the same tenant's keys at the same time.
  private static let maximumTries = 5

  let pool: PostgresPool

  func keys(of tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey] {
    let answers: [Rows]
    do throws(PostgresFailure) {
      answers = try await pool.look(.tenant(tenant), Self.kept(tenant))
    } catch {
      throw StoreFailure(error)
    }
    return try Self.keys(answers.suffix(2))
  }

  func add(_ key: WrappedKey, for tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey] {
    let values: [PostgresValue] = [
      .uuid(tenant.bits), .integer(Int64(key.number)), .text(key.masterKeyID), .bytes(key.bytes),
    ]
    return try await change(
      tenant,
      [
        Statement(
          """
          INSERT INTO tenant_keys (tenant_id, number, master_key_id, wrapped)
          SELECT $1::uuid, $2::bigint, $3::text, $4::bytea
          WHERE NOT EXISTS (SELECT FROM destroyed_keys WHERE tenant_id = $1::uuid) ON CONFLICT DO NOTHING
          """, values)
      ])
  }

  func replace(_ keys: [WrappedKey], for tenant: Tenant.ID) async throws(StoreFailure) {
    _ = try await change(
      tenant,
      keys.map { key in
        Statement(
          "UPDATE tenant_keys SET master_key_id = $3, wrapped = $4 WHERE tenant_id = $1 AND number = $2",
          [.uuid(tenant.bits), .integer(Int64(key.number)), .text(key.masterKeyID), .bytes(key.bytes)])
      })
  }

  func retire(below number: UInt32, of tenant: Tenant.ID) async throws(StoreFailure) {
    _ = try await change(
      tenant,
      [
        Statement(
          """
          DELETE FROM tenant_keys WHERE tenant_id = $1 AND number > $2 AND number < $3
            AND number < (SELECT max(number) FROM tenant_keys WHERE tenant_id = $1)
          """, [.uuid(tenant.bits), .integer(Int64(WrappedKey.indexNumber)), .integer(Int64(number))])
      ])
  }

  func destroy(keysOf tenant: Tenant.ID) async throws(StoreFailure) { try await destroy(keysOf: tenant, at: nil) }

  /// As the port says; and the moment is kept with the closure of a tenant that is closed, the first one.
  func destroy(keysOf tenant: Tenant.ID, at moment: Timestamp?) async throws(StoreFailure) {
    let id = [PostgresValue.uuid(tenant.bits)]
    let noting = moment.map { moment in
      Statement(
        """
        INSERT INTO erasures (tenant_id, keys_destroyed_at) VALUES ($1, $2) ON CONFLICT (tenant_id)
        DO UPDATE SET keys_destroyed_at = coalesce(erasures.keys_destroyed_at, excluded.keys_destroyed_at)
        """, id + [.integer(moment.microseconds)])
    }
    do throws(StoreFailure) {
      _ = try await change(
        tenant,
        [
          Statement("DELETE FROM tenant_keys WHERE tenant_id = $1", id),
          Statement("INSERT INTO destroyed_keys (tenant_id) VALUES ($1) ON CONFLICT DO NOTHING", id),
        ] + (noting.map { [$0] } ?? []))
    } catch .notFound {
      // What is left now is nothing: that was the aim.
    }
  }

  /// Carries changes out and tells what is kept then, in one commit.
  private func change(_ tenant: Tenant.ID, _ changes: [Statement]) async throws(StoreFailure) -> [WrappedKey] {
    var tries = 0
    while true {
      tries += 1
      let answers: [Rows]
      do throws(PostgresFailure) {
        answers = try await pool.commit(
          .tenant(tenant), isolation: .serializable, changes + Self.kept(tenant))
      } catch {
        let failure = StoreFailure(error)
        if failure == .conflict, tries < Self.maximumTries { continue }
        throw failure == .conflict ? .unavailable : failure
      }
      return try Self.keys(answers.suffix(2))
    }
  }

  private static func kept(_ tenant: Tenant.ID) -> [Statement] {
    let id = [PostgresValue.uuid(tenant.bits)]
    return [
      Statement("SELECT 1::bigint FROM destroyed_keys WHERE tenant_id = $1", id),
      Statement(
        "SELECT number, master_key_id, wrapped FROM tenant_keys WHERE tenant_id = $1 ORDER BY number", id),
    ]
  }

  private static func keys(_ answers: ArraySlice<Rows>) throws(StoreFailure) -> [WrappedKey] {
    guard let destroyed = answers.first, let kept = answers.last, destroyed.count == 0 else { throw .notFound }
    var keys: [WrappedKey] = []
    for row in 0..<kept.count {
      guard let number = kept.integer(row, 0), let number = UInt32(exactly: number),
        let masterKeyID = kept.text(row, 1), let bytes = kept.bytes(row, 2)
      else { throw .corrupt }
      keys.append(WrappedKey(number: number, masterKeyID: masterKeyID, bytes: bytes))
    }
    return keys
  }
}
