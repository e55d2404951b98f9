import Testing
import VoiceCore
import Web

@Suite("Places in lists")
struct CursorTests {
  /// The API with three departments, and where its list goes on after the first.
  private func begun() async throws -> (company: Company, token: String, cursor: String) {
    let company = try await Company().provisioned()
    let token = try await company.token(of: company.one)
    for name in ["a", "b", "c"] { #expect(await Self.make(name, company, token).status == .created) }
    let page = try await company.get("/v1/departments", query: "limit=1", token: token).tree
    return (company, token, try #require(page["next_cursor"]?.text))
  }

  /// Makes a department; each has a number of its own.
  private static func make(_ name: String, _ company: Company, _ token: String) async -> Response {
    let number = "+1415555030\((name.utf8.first ?? 0) % 10)"
    return await company.send(
      .post, "/v1/departments", #"{"name":"\#(name)","number":"\#(number)"}"#, token: token)
  }

  private func problem(_ path: String, _ cursor: String, _ company: Company, _ token: String) async -> String {
    await company.get(path, query: "cursor=\(cursor)", token: token).problem
  }

  @Test func `a cursor is good for its list and its tenant only`() async throws {
    let (company, token, cursor) = try await begun()
    let rest = try await company.get("/v1/departments", query: "cursor=\(cursor)", token: token).tree
    #expect(rest["data"]?.items.compactMap { $0["name"]?.text } == ["b", "c"])
    let refusal = "400 Malformed query (cursor)"
    #expect(await problem("/v1/agents", cursor, company, token) == refusal)
    let other = try await company.token(of: company.two)
    #expect(await problem("/v1/departments", cursor, company, other) == refusal)
  }

  @Test func `nobody makes one up`() async throws {
    let (company, token, cursor) = try await begun()
    for place in cursor.indices {
      var changed = cursor
      changed.replaceSubrange(place...place, with: cursor[place] == "A" ? "B" : "A")
      #expect(await problem("/v1/departments", changed, company, token) == "400 Malformed query (cursor)")
    }
    #expect(await problem("/v1/departments", company.one.description, company, token) == "400 Malformed query (cursor)")
  }

  @Test func `what comes and goes meanwhile moves no place`() async throws {
    let (company, token, cursor) = try await begun()
    let all = try await company.get("/v1/departments", token: token).tree["data"]?.items.compactMap { $0["id"]?.text }
    let first = try #require(all?.first)
    #expect(await company.send(.delete, "/v1/departments/\(first)", token: token).status == .noContent)
    #expect(await Self.make("d", company, token).status == .created)
    let rest = try await company.get("/v1/departments", query: "cursor=\(cursor)", token: token).tree
    #expect(rest["data"]?.items.compactMap { $0["name"]?.text } == ["b", "c", "d"])
  }
}
