import Server
import Testing
import VoiceCore
import Web

@Suite("Calling somebody over HTTP")
struct PlaceCallRouteTests {
  private static let path = "/v1/calls"

  @Test func `a call is made, shown by its address, and says who is rung`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let made = await company.send(.post, Self.path, #"{"to":"+1 415-555-0188"}"#, token: admin)
    #expect(made.status == .created)
    let call = try made.tree
    #expect(call["direction"] == .text("outbound") && call["status"] == .text("initiated"))
    #expect(call["from"] == .text("+14155550101") && call["to"] == .text("+14155550188"))
    #expect(call["carrier_call_id"] == .text("CAout1"))
    let place = try #require(made.headers["Location"])
    let found = await company.get(place, token: admin)
    #expect(found.status == .ok)
    #expect(try found.tree["id"] == call["id"])
  }

  @Test(arguments: [
    ("{}", Status.badRequest), (#"{"to":"411"}"#, .unprocessable), (#"{"to":"+14155550188","at":1}"#, .badRequest),
    (#"{"to":"+14155550188","from":"+14155550102"}"#, .unprocessable), (#"{"to":"+14155550101"}"#, .unprocessable),
    (#"{"to":"+14155550188","department":"x"}"#, .unprocessable),
    (
      #"{"to":"+14155550188","connect_to":{"type":"agent","id":"0190163d-8694-739b-aea5-966c26f8ad91"}}"#,
      .unprocessable
    ),
  ])
  func `what can't be done is refused with the field's name`(_ json: String, _ status: Status) async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let refused = await company.send(.post, Self.path, json, token: admin)
    #expect(refused.status == status)
    #expect(try refused.tree["field"] != nil)
    #expect(company.ringer.rung.isEmpty)
  }

  @Test func `the limits are the tenant's, can be chosen, and are named when they are met`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    #expect(
      try await company.get("/v1/settings", token: admin).tree["outbound_calls"]?["at_once"] == .number(10))
    let changed = await company.send(
      .patch, "/v1/settings", #"{"outbound_calls":{"at_once":2,"per_minute":1}}"#, token: admin)
    #expect(changed.status == .ok)
    #expect(await company.send(.post, Self.path, #"{"to":"+14155550188"}"#, token: admin).status == .created)
    let twice = await company.send(.post, Self.path, #"{"to":"+14155550188"}"#, token: admin)
    #expect(twice.status == .conflict)
    #expect(try twice.tree["field"] == .text("to"))
    let fast = await company.send(.post, Self.path, #"{"to":"+14155550189"}"#, token: admin)
    #expect(fast.status == .tooManyRequests && fast.headers["Retry-After"] == "60")
    _ = await company.send(.patch, "/v1/settings", #"{"outbound_calls":{"at_once":1}}"#, token: admin)
    let full = await company.send(.post, Self.path, #"{"to":"+14155550189"}"#, token: admin)
    #expect(full.status == .conflict)
    let abroad = try await company.token(of: company.two)
    #expect(await company.send(.post, Self.path, #"{"to":"+14155550189"}"#, token: abroad).status == .created)
    let odd = await company.send(.patch, "/v1/settings", #"{"outbound_calls":{"at_once":1001}}"#, token: admin)
    #expect(odd.status == .unprocessable)
    #expect(try odd.tree["field"] == .text("outbound_calls/at_once"))
  }
}
