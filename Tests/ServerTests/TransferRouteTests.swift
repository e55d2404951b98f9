import Server
import Testing
import VoiceCore
import Web

@Suite("Sending a call elsewhere over HTTP")
struct TransferRouteTests {
  @Test func `a call is sent to a number, and stands so`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let call = try await company.liveCall(of: company.one)
    let sent = await company.send(
      .post, "/v1/calls/\(call.id)/transfer",
      #"{"to":{"type":"outside","number":"+14155550188"},"reason":"caller_wish"}"#, token: admin)
    #expect(sent.status == .ok)
    #expect(try sent.tree["status"] == .text("transferring"))
    #expect(try sent.tree["transfer"]?["reason"] == .text("caller_wish"))
    let again = await company.send(
      .post, "/v1/calls/\(call.id)/transfer", #"{"to":{"type":"farewell"},"reason":"caller_wish"}"#, token: admin)
    #expect(again.status == .conflict)
  }

  @Test(arguments: [
    (#"{"reason":"caller_wish"}"#, Status.badRequest), (#"{"to":{"type":"farewell"}}"#, .badRequest),
    (#"{"to":{"type":"farewell"},"reason":"boredom"}"#, .unprocessable),
    (#"{"to":{"type":"receptionist"},"reason":"vip"}"#, .unprocessable),
    (#"{"extension":"42","reason":"vip"}"#, .unprocessable),
    (#"{"to":{"type":"farewell"},"reason":"vip","mode":"warm"}"#, .unprocessable),
    (#"{"to":{"type":"outside","number":"+14155550188"},"reason":"vip","mode":"lukewarm"}"#, .unprocessable),
    (#"{"to":{"type":"farewell"},"extension":"42","reason":"vip"}"#, .unprocessable),
    (#"{"to":{"type":"voicemail"},"reason":"vip","mode":"conference"}"#, .unprocessable),
    (#"{"to":{"type":"outside","number":"+14155550188"},"reason":"vip","mode":"conference"}"#, .conflict),
  ])
  func `what can't be done is refused with the field's name`(_ json: String, _ status: Status) async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let call = try await company.liveCall(of: company.one)
    #expect(await company.send(.post, "/v1/calls/\(call.id)/transfer", json, token: admin).status == status)
  }

  @Test func `another tenant's call isn't there`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let abroad = try await company.token(of: company.two)
    let json = #"{"to":{"type":"farewell"},"reason":"vip"}"#
    #expect(await company.send(.post, "/v1/calls/\(call.id)/transfer", json, token: abroad).status == .notFound)
  }
}
