import PostgresStore
import PrivatePostgres
import Testing
import VoiceCore

@Suite("Looks and commits")
struct LookTests {
  @Test func `every kind of value comes back as it went`() async throws {
    let pool = try TestDatabase.owner(PrivatePostgres.shared.urls(ofDatabase: "voicecore").owner)
    let bytes = (0...255).map { UInt8($0) }
    let rows = try await pool.look(
      .platform,
      [
        Statement(
          "SELECT $1::bigint, $2::text, $3::bytea, $4::uuid, $5::boolean, $6::text, $7::bytea, 7::smallint, 8::integer",
          [
            .integer(.min), .text("Grüße 👋"), .bytes(bytes), .uuid(UInt128.max - 5), .bool(true), .null, .bytes([]),
          ])
      ])
    #expect(rows[0].count == 1)
    #expect(rows[0].integer(0, 0) == .min)
    #expect(rows[0].text(0, 1) == "Grüße 👋")
    #expect(rows[0].bytes(0, 2) == bytes)
    #expect(rows[0].uuid(0, 3) == UInt128.max - 5)
    #expect(rows[0].bool(0, 4) == true)
    #expect(rows[0].isNull(0, 5) && rows[0].text(0, 5) == nil)
    #expect(rows[0].bytes(0, 6) == [])
    #expect(rows[0].integer(0, 7) == 7 && rows[0].integer(0, 8) == 8)
    #expect(rows[0].integer(0, 1) == nil, "text is no integer")
    await pool.close()
  }

  @Test func `a tenant sees its own rows, the platform and the next batch none`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let done = try await pool.commit(
      .tenant(.a), isolation: .serializable, [insert(1, "a1", of: .a), insert(2, "a2", of: .a)])
    #expect(done.map(\.affected) == [1, 1])
    _ = try await pool.commit(.tenant(.b), isolation: .serializable, [insert(1, "b1", of: .b)])
    #expect(try await pool.look(.tenant(.a), [words]).words == ["a1", "a2"])
    #expect(try await pool.look(.tenant(.b), [words]).words == ["b1"])
    // The same connection, right after: the setting was local to the batch.
    #expect(try await pool.look(.platform, [words]).words == [])
    let setting = Statement("SELECT current_setting('app.current_tenant', true)")
    #expect(try await pool.look(.platform, [setting])[0].text(0, 0) == "")
    await pool.close()
  }

  @Test func `a row of another tenant is refused, and all of its batch`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let failure = await failure {
      try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, of: .a), insert(2, of: .b)])
    }
    #expect(failure?.sqlState == "42501")
    #expect(try await pool.look(.tenant(.a), [words]).words == [])
    await pool.close()
  }

  @Test func `an ordinary error rolls back, names the constraint and spares the connection`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let before = try await backend(of: pool)
    _ = try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, "secret", of: .a)])
    let failure = await failure {
      try await pool.commit(.tenant(.a), isolation: .serializable, [insert(2, of: .a), insert(1, "secret", of: .a)])
    }
    #expect(
      failure
        == .rejected(.init(sqlState: "23505", constraint: "notes_pkey", table: "notes")))
    #expect(try await pool.look(.tenant(.a), [words]).words == ["secret"])
    #expect(try await backend(of: pool) == before)
    await pool.close()
  }

  @Test func `a hold sees one snapshot, and can't write`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool()
    _ = try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, "one", of: .a)])
    let seen = try await pool.hold(.tenant(.a)) { held in
      let first = try await held.look([words]).words
      _ = try await pool.commit(.tenant(.a), isolation: .serializable, [insert(2, "two", of: .a)])
      return [first, try await held.look([words]).words]
    }
    #expect(seen == [["one"], ["one"]])
    #expect(try await pool.look(.tenant(.a), [words]).words == ["one", "two"])
    let failure = await failure {
      try await pool.hold(.tenant(.a)) { held in
        _ = try await held.look([words])
        return try await held.look([insert(3, of: .a)])
      }
    }
    #expect(failure?.sqlState == "25006")
    await pool.close()
  }

  @Test func `looks of one hold at the same time take turns`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 2 }
    _ = try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, "one", of: .a)])
    let backends = try await pool.hold(.tenant(.a)) { held in
      try await withThrowingTaskGroup(of: Int64?.self) { group in
        for _ in 0..<20 {
          group.addTask { try await held.look([Statement("SELECT pg_backend_pid()")])[0].integer(0, 0) }
        }
        return try await group.reduce(into: Set<Int64?>()) { $0.insert($1) }
      }
    }
    #expect(backends.count == 1)
    await pool.close()
  }

  @Test func `text with NUL is refused before it is sent`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool()
    let failure = await failure {
      try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, "a\0b", of: .a)])
    }
    #expect(failure == .malformed("text with a NUL character"))
    await pool.close()
  }

  @Test func `NULL and values share a prepared statement, and other types get another`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let sql = "SELECT coalesce($1, $2)::text"
    for values: [PostgresValue] in [
      [.null, .text("x")], [.text("x"), .null], [.text("x"), .text("y")], [.integer(5), .integer(6)],
      [.text("x"), .null],
    ] {
      let expected = values == [.integer(5), .integer(6)] ? "5" : "x"
      #expect(try await pool.look(.platform, [Statement(sql, values)])[0].text(0, 0) == expected)
    }
    await pool.close()
  }

  @Test func `more statements than may stay prepared still work, and the server forgets the old ones`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool {
      $0.size = 1
      $0.preparedStatements = 10
    }
    for number in 0..<50 {
      #expect(try await pool.look(.platform, [Statement("SELECT \(number)")])[0].integer(0, 0) == Int64(number))
    }
    let held = try await pool.look(.platform, [Statement("SELECT count(*) FROM pg_prepared_statements")])
    #expect((held[0].integer(0, 0) ?? 99) <= 12)
    await pool.close()
  }

  @Test func `a table that changes under a prepared statement is noticed by nobody`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 1 }
    let all = Statement("SELECT * FROM notes")
    #expect(try await pool.look(.tenant(.a), [all])[0].count == 0)
    try await database.asOwner(["ALTER TABLE notes ADD COLUMN extra text"])
    #expect(try await pool.look(.tenant(.a), [all])[0].count == 0)
    try await database.asOwner(["ALTER TABLE notes DROP COLUMN extra"])
    _ = try await pool.commit(.tenant(.a), isolation: .serializable, [insert(1, "kept", of: .a), all])
    #expect(try await pool.look(.tenant(.a), [words]).words == ["kept"])
    await pool.close()
  }
}

/// The process of the server that serves this pool of one connection.
func backend(of pool: PostgresPool) async throws -> Int64? {
  try await pool.look(.platform, [Statement("SELECT pg_backend_pid()")])[0].integer(0, 0)
}

/// What it throws.
func failure<Outcome>(_ work: () async throws -> Outcome) async -> PostgresFailure? {
  do { _ = try await work() } catch { return error as? PostgresFailure }
  return nil
}

extension PostgresFailure {
  var sqlState: String? { if case .rejected(let rejection) = self { rejection.sqlState } else { nil } }
}
