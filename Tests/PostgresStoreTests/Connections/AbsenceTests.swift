import PostgresStore
import PrivatePostgres
import Testing
import VoiceCore

@Suite("Postgres away or wrong")
struct AbsenceTests {
  @Test func `a server that dies in mid transaction is found again, with every acknowledged write`() async throws {
    let server = PrivatePostgres(ofItsOwn: ())
    let database = try await TestDatabase(on: server)
    let pool = try database.pool { $0.size = 2 }
    for id: Int64 in 1...20 {
      _ = try await pool.commit(.tenant(.a), isolation: .serializable, [insert(id, "\(id)", of: .a)])
    }
    let interrupted = Task {
      await failure {
        try await pool.commit(
          .tenant(.a), isolation: .serializable, [insert(21, "lost", of: .a), Statement("SELECT pg_sleep(600)")])
      }
    }
    try await pool.wait(
      until: "EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database())")
    server.kill()
    switch await interrupted.value {
    case .unreachable, .outcomeUnknown: break
    case let other: Issue.record("\(String(describing: other))")
    }
    server.startAgain()
    #expect(try await pool.look(.tenant(.a), [words]).words == (1...20).map { "\($0)" })
    await pool.close()
  }

  @Test func `while nobody answers, requests fail after their limit with the reason`() async throws {
    var settings = PostgresSettings(try PostgresURL("postgres://someone:hidden@127.0.0.1:1/nowhere"))
    settings.waitLimit = .milliseconds(200)
    let pool = try PostgresPool(settings)
    let reason = await failure { try await pool.look(.platform, [words]) }
    expect(reason, says: "VOICECORE_DATABASE_URL", "127.0.0.1", notSaying: "hidden")
    await pool.close()
  }

  @Test func `a wrong password, database or role is said without the password`() async throws {
    let database = try await TestDatabase()
    let wrong = database.url.replacing(":voicecore_app@", with: ":hunter2secret@")
    expect(await reply(from: wrong), says: "VOICECORE_DATABASE_URL", "authentication", notSaying: "hunter2secret")
    let missing = database.url + "_missing"
    expect(await reply(from: missing), says: "does not exist", notSaying: ":voicecore_app")
    let owner = await reply(from: database.ownerURL)
    guard case .misconfigured(let text) = owner else {
      Issue.record("\(String(describing: owner))")
      return
    }
    #expect(text.contains("owns tables") && text.contains("VOICECORE_DATABASE_URL"))
  }

  @Test(arguments: [
    "", "postgres://app:pa@ss@host/db", "postgres://app:pa/ss@host/db", "nonsense",
    "http://host/db",
  ])
  func `a malformed URL is refused, and no piece of it told`(text: String) {
    do throws(PostgresFailure) {
      _ = try PostgresURL(text)
      Issue.record("accepted")
    } catch {
      guard case .misconfigured(let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(reason.contains("VOICECORE_DATABASE_URL") && !reason.contains("ss@host"))
    }
  }

  @Test func `settings print without the password`() throws {
    let settings = PostgresSettings(try PostgresURL("postgres://app:hidden@host/db"))
    #expect(!"\(settings)".contains("hidden") && !String(reflecting: settings).contains("hidden"))
  }

  @Test func `a listener hears what is notified, and says when it may have missed something`() async throws {
    let database = try await TestDatabase()
    let pool = try database.pool { $0.size = 2 }
    var wakes = pool.listen("log").makeAsyncIterator()
    #expect(await wakes.next() == .listening)
    let notify = Statement("SELECT pg_notify('log', $1)", [.text("seven")])
    _ = try await pool.commit(.platform, isolation: .readCommitted, [notify])
    #expect(await wakes.next() == .notified("seven"))
    let ends = Statement(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    #expect(try await pool.look(.platform, [ends])[0].count == 1)
    #expect(await wakes.next() == .listening)
    _ = try await pool.commit(.platform, isolation: .readCommitted, [notify])
    #expect(await wakes.next() == .notified("seven"))
    await pool.close()
    #expect(await wakes.next() == nil)
  }

  private func reply(from url: String) async -> PostgresFailure? {
    await failure {
      var settings = PostgresSettings(try PostgresURL(url))
      settings.waitLimit = .seconds(3)
      let pool = try PostgresPool(settings)
      return try await pool.look(.platform, [words])
    }
  }

  private func expect(_ failure: PostgresFailure?, says parts: String..., notSaying secret: String) {
    guard case .unreachable(let reason) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    for part in parts { #expect(reason.contains(part), "\(reason)") }
    #expect(!reason.contains(secret))
  }
}
