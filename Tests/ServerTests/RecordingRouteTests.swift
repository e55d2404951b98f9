import Generators
import Server
import Testing
import VoiceCore
import Web

@Suite("Recordings over HTTP")
struct RecordingRouteTests {
  private static let sound: [UInt8] = [1, 2, 3]

  /// A company with a recording of a call, stored or not.
  private func company(isStored: Bool = true) async throws -> (company: Company, id: String) {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let now = company.time.now()
    var recording = Recording(of: call, at: now)
    recording.evolve(.announced, at: now)
    recording.evolve(.started(try #require(CarrierRecording("RE1"))), at: now)
    if isStored {
      recording.evolve(.finished(length: .seconds(7)), at: now)
      recording = recording.attempted(at: now, secret: ObjectSecret(drawing: { 5 }))
      let until = now + .seconds(86_400)
      recording.evolve(.stored(Recording.Kept(attempt: 1, size: Self.sound.count, expiresAt: until)), at: now)
      let key = try #require(recording.object(of: company.one))
      let sealed = try OpenSealing().seal(Self.sound, under: try #require(recording.secret), as: key)
      try await company.objects.put(sealed, at: key)
    }
    let kept = recording
    try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in try await scope.save(kept) }
    return (company, call.id.description)
  }

  @Test func `a recording is shown with a link, which lets download it for a quarter of an hour`() async throws {
    let (company, id) = try await company()
    let admin = try await company.token(of: company.one)
    for path in ["/v1/recordings/\(id)", "/v1/calls/\(id)/recording"] {
      let shown = try await company.get(path, token: admin).tree
      #expect(shown["status"] == .text("kept") && shown["size_bytes"] == .number(3))
      let url = try #require(shown["url"]?.text)
      let target = try #require(url.hasPrefix(Company.publicURL) ? url.dropFirst(Company.publicURL.count) : nil)
      let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
      let heard = await company.get(parts[0], query: parts[1], token: nil)
      #expect(heard.status == .ok && heard.body == Self.sound && heard.headers["Content-Type"] == "audio/mpeg")
      for wrong in [parts[1] + "&x=1", parts[1] + "0", String(parts[1].dropLast()), "", "tenant=\(company.one)"] {
        #expect(await company.get(parts[0], query: wrong, token: nil).status == .forbidden)
      }
      #expect(await company.get(parts[0] + "/", query: parts[1], token: nil).status != .ok)
      #expect(await company.get(parts[0], token: admin).status == .forbidden)
    }
    #expect(try await company.audited(company.one).filter { $0.action == .hearRecording }.count == 2)
  }

  @Test func `a part of the sound is served to who asks for it`() async throws {
    let (company, id) = try await company()
    let admin = try await company.token(of: company.one)
    let url = try #require(try await company.get("/v1/recordings/\(id)", token: admin).tree["url"]?.text)
    let parts = url.dropFirst(Company.publicURL.count).split(separator: "?", maxSplits: 1).map(String.init)
    let part = await company.get(parts[0], query: parts[1], token: nil, .init("Range", "bytes=1-"))
    #expect(part.status == .partialContent && part.body == [2, 3] && part.headers["Content-Range"] == "bytes 1-2/3")
  }

  @Test func `a link that has expired is refused`() async throws {
    let (company, id) = try await company()
    let admin = try await company.token(of: company.one)
    let url = try #require(try await company.get("/v1/recordings/\(id)", token: admin).tree["url"]?.text)
    let parts = url.dropFirst(Company.publicURL.count).split(separator: "?", maxSplits: 1).map(String.init)
    company.time.pass(DownloadLinks.lifetime)
    #expect(await company.get(parts[0], query: parts[1], token: nil).status == .forbidden)
  }

  @Test func `nobody else's recording is there, and one without sound has no link`() async throws {
    let (company, id) = try await company(isStored: false)
    let admin = try await company.token(of: company.one)
    let shown = try await company.get("/v1/recordings/\(id)", token: admin).tree
    #expect(shown["status"] == .text("running") && shown["url"] == .null && shown["media_type"] == .null)
    let abroad = try await company.token(of: company.two)
    let stranger = try await company.token(of: company.one, role: .agent)
    for token in [abroad, stranger] {
      #expect(await company.get("/v1/recordings/\(id)", token: token).status == .notFound)
      #expect(await company.send(.post, "/v1/calls/\(id)/recording/pause", token: token).status == .notFound)
    }
    // No carrier is configured here, so that nothing is paused: that is said, and nothing pretended.
    #expect(await company.send(.post, "/v1/calls/\(id)/recording/pause", token: admin).status == .unavailable)
    #expect(try await company.get("/v1/recordings/\(id)", token: admin).tree["status"] == .text("running"))
  }

  @Test func `the rule and the retention are settings, of the company and of a department`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let standing = try await company.get("/v1/settings", token: admin).tree["recording"]
    #expect(standing?["rule"] == .text("never") && standing?["retention_days"] == .number(90))
    let changed = try await company.send(
      .patch, "/v1/settings", #"{"recording":{"rule":"always","retention_days":7}}"#, token: admin
    ).tree["recording"]
    #expect(changed?["rule"] == .text("always") && changed?["retention_days"] == .number(7))
    for wrong in [#"{"rule":"now"}"#, #"{"rule":"always","retention_days":0}"#] {
      #expect(
        await company.send(.patch, "/v1/settings", #"{"recording":\#(wrong)}"#, token: admin).status == .unprocessable)
    }
    let made = try await company.send(
      .post, "/v1/departments", #"{"name":"sales","number":"+14155550123","recording":"never"}"#, token: admin
    ).tree
    #expect(made["recording"] == .text("never"))
    let id = try #require(made["id"]?.text)
    let cleared = try await company.send(.patch, "/v1/departments/\(id)", #"{"recording":null}"#, token: admin).tree
    #expect(cleared["recording"] == .null)
  }
}
