import NIOEmbedded
import Testing
import VoiceCore
import VoiceSockets
import WebSockets

@Suite("The door for voices", .timeLimit(.minutes(1)))
@MainActor struct VoiceDoorTests {
  private let ann = "tenant_admin-51"

  @Test func `whoever may steer the call is let in, by header or by subprotocol`() async throws {
    let office = try await Office()
    #expect(await office.status(ann) == 101)
    #expect(await office.status(nil, headers: [("Authorization", "Bearer \(ann)")]) == 101)
    #expect(office.door.sessionCount == 0, "nothing is kept before the socket is open")
  }

  @Test func `a token is echoed only to who offers nothing else`() async throws {
    let office = try await Office()
    guard case .accept("voicecore.voice", _, _) = await office.ask(ann, offering: ["voicecore.voice"]) else {
      Issue.record("another subprotocol is chosen")
      return
    }
    guard case .accept("bearer.\(ann)", _, _) = await office.ask(ann) else {
      Issue.record("none is chosen")
      return
    }
  }

  @Test func `without a good token nobody is let in, and there is one answer for all that is wrong`() async throws {
    let office = try await Office()
    #expect(await office.status(nil) == 401)
    #expect(await office.status("nonsense") == 401)
    #expect(await office.status(nil, headers: [("Authorization", "Basic x")]) == 401)
    guard case .refuse(401, let headers, _) = await office.ask("nonsense") else {
      Issue.record("let in")
      return
    }
    #expect(headers.contains { $0 == ("WWW-Authenticate", "Bearer error=\"invalid_token\"") })
  }

  @Test func `what isn't seen isn't there`() async throws {
    let office = try await Office()
    #expect(await office.status(ann + "-elsewhere") == 404, "another tenant's call")
    #expect(await office.status("supervisor-51") == 404, "a call in no department")
    #expect(await office.status("agent-51") == 404)
    #expect(await office.status(ann, query: "call=00000000-0000-0000-0000-000000000001") == 404)
  }

  @Test func `a platform administrator names the tenant`() async throws {
    let office = try await Office()
    #expect(await office.status("platform_admin-1") == 400)
    #expect(await office.status("platform_admin-1", headers: [("VoiceCore-Tenant", "\(office.tenant)")]) == 101)
    #expect(await office.status("platform_admin-1", headers: [("VoiceCore-Tenant", "x")]) == 400)
  }

  @Test func `of a closed tenant nobody is let in`() async throws {
    let office = try await Office()
    try await office.close()
    #expect(await office.status(ann) == 401)
  }

  @Test func `a call that is over can't be joined`() async throws {
    let office = try await Office()
    try await office.end()
    #expect(await office.status(ann) == 409)
  }

  @Test(arguments: [
    "", "call=1", "call=%zz", "format=mulaw", "call=ID&call=ID", "call=ID&format=opus", "call=ID&frame_ms=30",
    "call=ID&frame_ms=x", "call=ID&token=x",
  ])
  func `a query that can't be read is refused`(query: String) async throws {
    let office = try await Office()
    let text = query.split(separator: "ID", omittingEmptySubsequences: false).joined(separator: "\(office.call.id)")
    #expect(await office.status(ann, query: text) == 400)
  }

  @Test(arguments: ["", "&format=pcm16", "&format=mulaw&frame_ms=20", "&frame_ms=100"])
  func `formats that there are are taken`(more: String) async throws {
    let office = try await Office()
    #expect(await office.status(ann, query: "call=\(office.call.id)" + more) == 101)
  }

  @Test func `a person has three sessions at most`() async throws {
    var limits = VoiceLimits()
    limits.maximumSessionsOfUser = 2
    let office = try await Office(limits: limits)
    let first = try await office.open(ann)
    _ = try await office.open(ann)
    #expect(await office.status(ann) == 429)
    #expect(await office.status("tenant_admin-52") == 101, "another's count is their own")
    first.close(isClean: true)
    #expect(await office.status(ann) == 101)
  }

  @Test func `two that are let in at once share the last place: the later one is closed by name`() async throws {
    var limits = VoiceLimits()
    limits.maximumSessionsOfUser = 1
    let office = try await Office(limits: limits)
    guard case .accept(_, _, let makeHandler) = await office.ask(ann) else {
      Issue.record("refused")
      return
    }
    _ = try await office.open(ann)
    let late = try #require(makeHandler(office.loop) as? VoiceSocket)
    let wire = FakeWire()
    late.opened(on: wire)
    #expect(wire.closing?.reason == "too_many_sessions")
    late.closed(WebSocketClosure(code: .policyViolation, began: .local))
    office.loop.run()
    #expect(office.door.sessionCount == 1)
  }

  @Test func `whose call another node has is let in, told where that is, and closed`() async throws {
    let office = try await Office(at: NodeAddress("https://node2.example:8443"))
    let query = "call=\(office.call.id)&format=mulaw"
    guard case .accept(_, _, let makeHandler) = await office.ask(ann, query: query) else {
      Issue.record("a browser is shown nothing of a refusal")
      return
    }
    let socket = try #require(makeHandler(office.loop) as? MovedSocket)
    let wire = FakeWire()
    socket.opened(on: wire)
    #expect(wire.texts == [#"{"type":"moved","socket_url":"wss://node2.example:8443/v1/voice?\#(query)"}"#])
    #expect(wire.closing?.code == .tryAgainLater && wire.closing?.reason == "moved")
    #expect(office.door.sessionCount == 0)
    #expect(await office.status("agent-51") == 404, "where a call is that isn't seen nobody is told")
    #expect(await office.status(ann, resuming: "old") == 101, "a session of another node is resumed there")
  }

  @Test func `nobody is sent on to where they are`() async throws {
    #expect(try await Office(at: Office.address).status(ann) == 409)
  }
}
