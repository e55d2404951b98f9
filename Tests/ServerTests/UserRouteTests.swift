import Server
import Testing
import VoiceCore
import Web

@Suite("Users over HTTP")
struct UserRouteTests {
  static func body(_ email: String = "eve@one.example", role: String = "agent", more: String = "") -> String {
    #"{"email":"\#(email)","name":"Eve","role":"\#(role)","password":"four words, no rule"\#(more)}"#
  }

  @Test func `a user is made, found, listed, changed and removed`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let made = await company.send(.post, "/v1/users", Self.body(), token: admin)
    #expect(made.status == .created)
    let path = try #require(made.headers["Location"])
    let user = try made.tree
    #expect(path == "/v1/users/\(user["id"]?.text ?? "")")
    #expect(user["role"] == .text("agent") && user["email"] == .text("eve@one.example"))
    #expect(try await company.get(path, token: admin).tree == user)
    let list = try await company.get("/v1/users", token: admin).tree
    #expect(list["data"]?.items.count == 2 && list["data"]?.items.contains(user) == true)
    let changed = await company.send(.patch, path, #"{"role":"supervisor"}"#, token: admin)
    #expect(try changed.tree["role"] == .text("supervisor"))
    let login = await company.post(
      "/v1/auth/login", #"{"domain":"one.example","email":"eve@one.example","password":"four words, no rule"}"#)
    let tokens = try SigningInTests.tokens(login)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.send(.delete, path, token: admin).status == .notFound)
    #expect(await company.get(path, token: admin).status == .notFound)
    #expect(await company.post("/v1/auth/refresh", tokens.shown).status == .unauthorized)
  }

  @Test func `pages follow one another and hold everybody once`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    for number in 1...4 {
      let made = await company.send(.post, "/v1/users", Self.body("u\(number)@one.example"), token: admin)
      #expect(made.status == .created)
    }
    var seen: [String] = []
    var query = "limit=2"
    for _ in 1...3 {
      let page = try await company.get("/v1/users", query: query, token: admin).tree
      seen += page["data"]?.items.compactMap { $0["id"]?.text } ?? []
      guard let next = page["next_cursor"]?.text else { break }
      query = "limit=2&cursor=\(next)"
    }
    #expect(seen.count == 5 && Set(seen).count == 5)
    for wrong in ["limit=0", "limit=501", "cursor=x", "other=1"] {
      #expect(await company.get("/v1/users", query: wrong, token: admin).status == .badRequest)
    }
  }

  @Test(arguments: [
    (body(role: "king"), "422 Not acceptable (role)"), (body("nobody"), "422 Not acceptable (email)"),
    (body("ada@one.example"), "409 Taken (email)"), (body(more: #","extra":1"#), "400 Malformed body (extra)"),
    (body(role: "platform_admin"), "403 Not allowed"),
    (#"{"email":"eve@one.example","name":"Eve","role":"agent","password":"short"}"#, "422 Not acceptable (password)"),
    (
      #"{"email":"eve@one.example","name":"","role":"agent","password":"four words, no rule"}"#,
      "422 Not acceptable (name)"
    ),
  ])
  func `what can't be made says why`(json: String, problem: String) async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    #expect(await company.send(.post, "/v1/users", json, token: admin).problem == problem)
  }

  @Test func `where somebody belongs is said, shown and told`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let made = await company.send(.post, "/v1/users", Self.body(role: "supervisor"), token: admin)
    let path = try #require(made.headers["Location"])
    let sales: Department.ID = company.ids()
    let number = try #require(PhoneNumber("+14155550101"))
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      try await scope.save(Department(id: sales, name: "sales", number: number))
    }
    func put(_ departments: String, by token: String) async -> Response {
      await company.send(.put, path + "/departments", #"{"departments":[\#(departments)]}"#, token: token)
    }
    let set = await put("\"\(sales)\"", by: admin)
    #expect(try set.status == .ok && set.tree["departments"] == .list([.text("\(sales)")]))
    #expect(try await company.get(path, token: admin).tree == set.tree)
    let listed = try await company.get("/v1/users", token: admin).tree["data"]?.items
    #expect(listed?.contains(try set.tree) == true)
    #expect(await put("\"\(company.one)\"", by: admin).problem == "422 Not acceptable (departments)")
    #expect(await put("\"sales\"", by: admin).problem == "422 Not acceptable (departments)")
    let other = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(await put("", by: other).status == .notFound)
    let supervisor = try await company.token(of: company.one, role: .supervisor)
    #expect(await put("", by: supervisor).status == .forbidden)
    #expect(await put("", by: admin).status == .ok)
    #expect(try await company.get(path, token: admin).tree["departments"] == .list([]))
    let told = try await company.audited(company.one)
    #expect(told.map(\.action) == [.addUser, .changeUser, .changeUser, .changeUser])
    #expect(told.map(\.outcome) == [.done, .done, .refused, .done])
  }

  @Test func `an administrator gives a new password without the old one`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let made = await company.send(.post, "/v1/users", Self.body(), token: admin)
    let path = try #require(made.headers["Location"])
    func reset(_ password: String, by token: String) async -> Response {
      await company.send(.put, path + "/password", #"{"password":"\#(password)"}"#, token: token)
    }
    #expect(await reset("short", by: admin).problem == "422 Not acceptable (password)")
    #expect(await reset("other words, no rule", by: admin).status == .noContent)
    let other = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(await reset("yet other words here", by: other).status == .notFound)
    let agent = try await company.token(of: company.one, role: .agent)
    #expect(await reset("yet other words here", by: agent).status == .forbidden)
    func login(_ password: String) async -> Status {
      await company.post(
        "/v1/auth/login", #"{"domain":"one.example","email":"eve@one.example","password":"\#(password)"}"#
      ).status
    }
    #expect(await login("four words, no rule") == .unauthorized)
    #expect(await login("other words, no rule") == .ok)
    let told = try await company.audited(company.one)
    #expect(told.map(\.action) == [.addUser, .resetPassword, .resetPassword])
    #expect(told.map(\.outcome) == [.done, .done, .refused])
  }

  @Test func `the last administrator is neither demoted nor removed`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let boss = await company.send(.post, "/v1/users", Self.body(role: "tenant_admin"), token: admin)
    let path = try #require(boss.headers["Location"])
    let demoted = await company.send(.patch, path, #"{"role":"agent"}"#, token: admin)
    #expect(demoted.problem == "409 Last administrator (role)")
    #expect(await company.send(.delete, path, token: admin).status == .conflict)
  }

  @Test func `another tenant's user is not found, whatever is asked`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let other = try await company.token(of: company.two, role: .tenantAdmin)
    let made = await company.send(.post, "/v1/users", Self.body(), token: admin)
    let path = try #require(made.headers["Location"])
    #expect(await company.get(path, token: other).status == .notFound)
    #expect(await company.send(.patch, path, #"{"role":"supervisor"}"#, token: other).status == .notFound)
    #expect(await company.send(.delete, path, token: other).status == .notFound)
    #expect(await company.get(path, token: admin).status == .ok)
  }

  @Test func `the own password is changed by the current one`() async throws {
    let company = try await Company().provisioned()
    let session = try SigningInTests.tokens(await company.post("/v1/auth/login", SigningInTests.body()))
    func change(_ current: String, _ new: String) async -> Response {
      await company.send(
        .post, "/v1/users/me/password", #"{"current_password":"\#(current)","new_password":"\#(new)"}"#,
        token: session.access)
    }
    #expect(await change("a guess", "four words, no rule").problem == "403 Wrong password (current_password)")
    #expect(await change(Company.password, "short").problem == "422 Not acceptable (new_password)")
    #expect(await change(Company.password, "four words, no rule").status == .noContent)
    #expect(await company.post("/v1/auth/refresh", session.shown).status == .unauthorized)
    for _ in 1...4 { _ = await change("a guess", "four words, no rule") }
    #expect(await change("four words, no rule", "other words, no rule").status == .tooManyRequests)
  }
}
