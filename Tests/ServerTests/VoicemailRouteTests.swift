import Generators
import Server
import Testing
import VoiceCore
import Web

@Suite("Messages over HTTP")
struct VoicemailRouteTests {
  /// A company with a message for each of these departments, in this order.
  private func company(_ departments: Department.ID?...) async throws -> (company: Company, ids: [String]) {
    let company = try await Company().provisioned()
    let recording = try #require(CarrierRecording("RE1"))
    var ids: [String] = []
    for department in departments {
      var call = try await company.liveCall(of: company.one)
      call.evolve(.transferStarted(Transfer(reason: .callerWish, department: department)))
      company.time.pass(.seconds(1))
      let voicemail = Voicemail(of: call, recording: recording, duration: .seconds(7), receivedAt: company.time.now())
      try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
        try await scope.save(voicemail)
      }
      ids.append(voicemail.id.description)
    }
    return (company, ids)
  }

  @Test func `messages are listed newest first, page by page`() async throws {
    let (company, ids) = try await company(Department.ID(1), nil, Department.ID(2))
    let admin = try await company.token(of: company.one)
    let first = try await company.get("/v1/voicemails", query: "limit=2", token: admin).tree
    #expect(first["data"]?.items.compactMap { $0["id"]?.text } == [ids[2], ids[1]])
    let cursor = try #require(first["next_cursor"]?.text)
    let rest = try await company.get("/v1/voicemails", query: "limit=2&cursor=\(cursor)", token: admin).tree
    #expect(rest["data"]?.items.compactMap { $0["id"]?.text } == [ids[0]] && rest["next_cursor"] == .null)
    #expect(await company.get("/v1/voicemails", query: "cursor=x", token: admin).status == .badRequest)
  }

  @Test func `a message is heard and removed, once`() async throws {
    let (company, ids) = try await company(Department.ID(1))
    let admin = try await company.token(of: company.one)
    let path = "/v1/voicemails/\(ids[0])"
    let found = try await company.get(path, token: admin).tree
    #expect(found["heard_at"] == .null && found["duration_seconds"] == .number(7) && found["audio"] == .text("awaited"))
    let heard = try await company.send(.patch, path, #"{"heard":true}"#, token: admin).tree
    #expect(heard["heard_at"]?.text != nil)
    #expect(await company.send(.patch, path, "{}", token: admin).status == .badRequest)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.send(.delete, path, token: admin).status == .notFound)
  }

  @Test func `a message's sound is shown with a link, which lets download it and nothing else`() async throws {
    let (company, ids) = try await company(Department.ID(1))
    let admin = try await company.token(of: company.one)
    let path = "/v1/voicemails/\(ids[0])/recording"
    let id = try #require(Voicemail.ID(ids[0]))
    let now = company.time.now()
    let waiting = try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
      guard let message = try await scope.voicemail(id) else { throw .notFound }
      let sound = Recording(of: message, at: now)
      try await scope.save(sound)
      return sound
    }
    let awaited = try await company.get(path, token: admin).tree
    #expect(awaited["status"] == .text("finished") && awaited["url"] == .null && awaited["id"] == .text(ids[0]))
    var sound = waiting.attempted(at: now, secret: ObjectSecret(drawing: { 5 }))
    sound.evolve(.stored(Recording.Kept(attempt: 1, size: 2, expiresAt: now + .seconds(86_400))), at: now)
    let key = try #require(sound.object(of: company.one))
    try await company.objects.put(
      try OpenSealing().seal([7, 8], under: try #require(sound.secret), as: key), at: key)
    let kept = sound
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in try await scope.save(kept) }
    let shown = try await company.get(path, token: admin).tree
    #expect(shown["status"] == .text("kept") && shown["size_bytes"] == .number(2))
    let target = try #require(shown["url"]?.text).dropFirst(Company.publicURL.count)
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    #expect(parts[0] == "/v1/voicemails/\(ids[0])/audio")
    let heard = await company.get(parts[0], query: parts[1], token: nil)
    #expect(heard.status == .ok && heard.body == [7, 8])
    let other = parts[0].replacing("voicemails", with: "recordings")
    #expect(await company.get(other, query: parts[1], token: nil).status == .forbidden)
    for token in [try await company.token(of: company.two), try await company.token(of: company.one, role: .agent)] {
      #expect(await company.get(path, token: token).status == .notFound)
    }
    #expect(await company.get("/v1/recordings/\(Recording.ID(of: id))", token: admin).status == .notFound)
  }

  @Test func `nobody else's message is there`() async throws {
    let (company, ids) = try await company(Department.ID(1))
    let path = "/v1/voicemails/\(ids[0])"
    let abroad = try await company.token(of: company.two)
    let stranger = try await company.token(of: company.one, role: .agent)
    for token in [abroad, stranger] {
      #expect(await company.get(path, token: token).status == .notFound)
      #expect(await company.send(.patch, path, #"{"heard":true}"#, token: token).status == .notFound)
      #expect(await company.send(.delete, path, token: token).status == .notFound)
      #expect(try await company.get("/v1/voicemails", token: token).tree["data"]?.items.isEmpty == true)
    }
  }
}
