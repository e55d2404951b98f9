import Server
import Testing
import VoiceCore
import Web

@Suite("Two who change the same thing")
struct EntityTagTests {
  private static let entry = #"{"question":"When are you open?","answer":"Always."}"#

  private func send(
    _ method: Web.Method, _ path: String, _ json: String, matching tag: String, _ company: Company, _ token: String
  ) async -> Response {
    await company.router.respond(
      to: Request(
        method, path,
        headers: ["Authorization": "Bearer \(token)", "Content-Type": "application/json", "If-Match": tag],
        body: Array(json.utf8), id: "r-1"))
  }

  @Test func `who changes what somebody else has changed meanwhile is refused`() async throws {
    let company = try await Company().provisioned()
    let token = try await company.token(of: company.one)
    let made = await company.send(.post, "/v1/knowledge", Self.entry, token: token)
    let path = try #require(made.headers["Location"])
    let tag = try #require(await company.get(path, token: token).headers["ETag"])
    #expect(made.headers["ETag"] == tag && tag.hasPrefix("\"") && tag.hasSuffix("\""))
    let first = await send(.patch, path, #"{"answer":"Till six."}"#, matching: tag, company, token)
    let now = try #require(first.headers["ETag"])
    #expect(first.status == .ok && now != tag)
    for method in [Web.Method.patch, .delete] {
      let late = await send(method, path, #"{"answer":"Till five."}"#, matching: tag, company, token)
      #expect(late.problem == "412 Changed meanwhile (If-Match)")
      #expect(try late.tree["errors"]?.items.first?["header"] == .text("If-Match"))
    }
    #expect(try await company.get(path, token: token).tree["answer"] == .text("Till six."))
    // Any of several, and any at all; a weak one is none.
    #expect(await send(.patch, path, "{}", matching: "\"x\", \(now)", company, token).status == .ok)
    #expect(await send(.patch, path, "{}", matching: "*", company, token).status == .ok)
    #expect(await send(.patch, path, "{}", matching: "W/\(now)", company, token).status == .preconditionFailed)
    #expect(await send(.patch, path, "{}", matching: "x", company, token).problem == "400 Malformed header (If-Match)")
    #expect(await send(.delete, path, "", matching: now, company, token).status == .noContent)
  }

  @Test func `settings that somebody else has chosen meanwhile stay, all of them`() async throws {
    let company = try await Company().provisioned()
    let token = try await company.token(of: company.one)
    let path = "/v1/settings"
    let tag = try #require(await company.get(path, token: token).headers["ETag"])
    let first = await send(.patch, path, #"{"recording":{"rule":"always"}}"#, matching: tag, company, token)
    let now = try #require(first.headers["ETag"])
    #expect(first.status == .ok && now != tag)
    let both = #"{"after_hours":{"type":"farewell"},"spam_thresholds":{"flag":7}}"#
    #expect(await send(.patch, path, both, matching: tag, company, token).problem == "412 Changed meanwhile (If-Match)")
    #expect(await company.get(path, token: token).headers["ETag"] == now)
    let second = await send(.patch, path, both, matching: now, company, token)
    #expect(try second.tree["spam_thresholds"]?["flag"] == .number(7))
    #expect(try second.tree["after_hours"]?["type"] == .text("farewell"))
    #expect(await company.get(path, token: token).headers["ETag"] == second.headers["ETag"])
    #expect(await send(.patch, path, "{}", matching: tag, company, token).status == .preconditionFailed)
    #expect(await company.send(.patch, path, "{}", token: token).status == .ok)
    // What is said together comes about together, and is one act.
    let lost = #"{"recording":{"rule":"never"},"opening_hours":{"time_zone":"Mars/Olympus","week":{}}}"#
    #expect(await company.send(.patch, path, lost, token: token).status == .unprocessable)
    #expect(await company.get(path, token: token).headers["ETag"] == second.headers["ETag"])
    #expect(try await company.audited(company.one).map(\.action) == [.changeTenant, .changeTenant])
  }
}
