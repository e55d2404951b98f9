import Logging
import NIOCore
import NIOHTTP1
import Testing
import Twilio
import VoiceCore
import Web

@Suite("Recordings by the carrier's REST API", .timeLimit(.minutes(1)))
struct TwilioRecordingTests {
  private static let leg = "CA00000000000000000000000000000001"
  private static let sid = "RE00000000000000000000000000000001"
  private static let account = "/2010-04-01/Accounts/AC1"
  private static let place = CallPlace(tenant: Tenant.ID(1), call: Call.ID(2))

  private static func ask<Answer>(
    _ server: FakeAPI, _ question: (TwilioTelephony, CarrierCallID, CarrierRecording) async throws -> Answer
  ) async throws -> Answer {
    let settings = try TwilioSettings(
      accountSID: "AC1", authTokens: ["secret"], publicURL: "https://a.test",
      apiURL: "http://127.0.0.1:\(server.port)")
    let telephony = TwilioTelephony(settings, log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    let result: Result<Answer, any Error>
    do {
      result = .success(
        try await question(
          telephony, try #require(CarrierCallID(leg)), try #require(CarrierRecording(sid))))
    } catch {
      result = .failure(error)
    }
    await telephony.close()
    return try result.get()
  }

  @Test func `a leg is recorded on two channels, and our webhook is told which call it is`() async throws {
    let server = try await FakeAPI(
      status: .created, body: #"{"sid":"\#(Self.sid)","status":"in-progress","duration":null}"#)
    let name = try await Self.ask(server) { telephony, leg, _ in try await telephony.record(leg, in: Self.place) }
    try await server.close()
    #expect(name.name == Self.sid)
    let request = try #require(server.requests.first)
    #expect(
      request.head.method == .POST && request.head.uri == "\(Self.account)/Calls/\(Self.leg)/Recordings.json")
    let fields = request.body.split(separator: "&")
    #expect(fields.contains("RecordingChannels=dual") && fields.contains("RecordingTrack=both"))
    #expect(fields.filter { $0.hasPrefix("RecordingStatusCallbackEvent=") }.count == 3)
    #expect(
      request.body.contains(
        "RecordingStatusCallback=https%3A%2F%2Fa.test%2Ftwilio%2Fvoice%2Frecording%3Ftenant%3D"))
    #expect(request.body.contains("%26kind%3Dcall"))
  }

  @Test(arguments: [
    ("in-progress", "null", Recording.Report.running), ("paused", "null", .paused),
    ("processing", "null", .running), ("completed", #""17""#, .complete(.seconds(17))),
    ("completed", #""-1""#, .running), ("absent", #""0""#, .none),
  ])
  func `how a leg's newest recording stands is asked`(
    status: String, duration: String, report: Recording.Report
  ) async throws {
    let one = #"{"sid":"\#(Self.sid)","status":"\#(status)","duration":\#(duration)}"#
    let server = try await FakeAPI(status: .ok, body: #"{"recordings":[\#(one)]}"#)
    let found = try await Self.ask(server) { telephony, leg, _ in try await telephony.recording(of: leg) }
    try await server.close()
    #expect(found?.name.name == Self.sid && found?.report == report)
    #expect(server.requests.first?.head.uri == "\(Self.account)/Recordings.json?CallSid=\(Self.leg)")
  }

  @Test func `a message that the caller left is no recording of the leg`() async throws {
    let message =
      #"{"sid":"RE00000000000000000000000000000002","status":"completed","duration":"5","source":"RecordVerb"}"#
    let own = #"{"sid":"\#(Self.sid)","status":"paused","duration":null,"source":"StartCallRecordingAPI"}"#
    let server = try await FakeAPI(status: .ok, body: #"{"recordings":[\#(message),\#(own)]}"#)
    let found = try await Self.ask(server) { telephony, leg, _ in try await telephony.recording(of: leg) }
    try await server.close()
    #expect(found?.name.name == Self.sid && found?.report == .paused)
  }

  @Test func `a leg without a recording has none`() async throws {
    let server = try await FakeAPI(status: .ok, body: #"{"recordings":[]}"#)
    let found = try await Self.ask(server) { telephony, leg, _ in try await telephony.recording(of: leg) }
    try await server.close()
    #expect(found == nil)
  }

  @Test(arguments: [(Recording.Wish.pause, "paused"), (.run, "in-progress")])
  func `a recording is paused and goes on`(wish: Recording.Wish, status: String) async throws {
    let server = try await FakeAPI(status: .ok, body: #"{"sid":"\#(Self.sid)","status":"\#(status)"}"#)
    try await Self.ask(server) { telephony, leg, name in try await telephony.set(wish, name, of: leg) }
    try await server.close()
    let request = try #require(server.requests.first)
    #expect(request.head.uri == "\(Self.account)/Calls/\(Self.leg)/Recordings/\(Self.sid).json")
    #expect(request.head.method == .POST && request.body == "Status=\(status)")
  }

  @Test func `what isn't there can't be paused, and is deleted already`() async throws {
    let server = try await FakeAPI(status: .notFound, body: #"{"code":20404,"status":404}"#)
    await #expect(throws: TelephonyFailure.refused(status: 404)) {
      try await Self.ask(server) { telephony, leg, name in try await telephony.set(.pause, name, of: leg) }
    }
    try await Self.ask(server) { telephony, _, name in try await telephony.delete(name) }
    #expect(try await Self.ask(server) { telephony, _, name in try await telephony.sound(of: name, limit: 9) } == nil)
    try await server.close()
    #expect(server.requests.map(\.head.method) == [.POST, .DELETE, .GET])
  }

  @Test func `the sound is fetched with the account's credentials, within a bound`() async throws {
    let server = try await FakeAPI(status: .ok, body: "ID3 sound")
    let sound = try await Self.ask(server) { telephony, _, name in try await telephony.sound(of: name, limit: 9) }
    #expect(sound.map { String(decoding: $0, as: UTF8.self) } == "ID3 sound")
    await #expect(throws: RecordingFailure.tooLarge) {
      try await Self.ask(server) { telephony, _, name in try await telephony.sound(of: name, limit: 8) }
    }
    try await server.close()
    let request = try #require(server.requests.first)
    #expect(request.head.uri == "\(Self.account)/Recordings/\(Self.sid).mp3")
    #expect(request.head.headers.first(name: "Authorization") == "Basic QUMxOnNlY3JldA==")
  }

  @Test func `where the carrier sends us elsewhere the secret stays`() async throws {
    let other = try await FakeAPI(status: .ok, body: "sound")
    let server = try await FakeAPI(
      status: .found, headers: ["Location": "http://127.0.0.1:\(other.port)/there"], body: "")
    let sound = try await Self.ask(server) { telephony, _, name in try await telephony.sound(of: name, limit: 9) }
    #expect(sound.map { String(decoding: $0, as: UTF8.self) } == "sound")
    #expect(other.requests.first?.head.headers.contains(name: "Authorization") == false)
    try await server.close()
    try await other.close()
    let outside = try await FakeAPI(status: .found, headers: ["Location": "http://a.test/there"], body: "")
    await #expect(throws: RecordingFailure.carrier(.unavailable)) {
      try await Self.ask(outside) { telephony, _, name in try await telephony.sound(of: name, limit: 9) }
    }
    try await outside.close()
  }

  @Test func `the webhook of a whole call's recording tells how it stands`() async throws {
    let office = try await Office()
    let settings = try RecordingSettings(rule: .always, days: 1)
    try await office.store.transaction(for: office.tenant) { scope throws(StoreFailure) in
      guard var tenant = try await scope.tenant() else { throw .notFound }
      tenant.settings.recording = settings
      try await scope.save(tenant)
    }
    let answer = try await office.post("/twilio/voice/incoming", try Vectors.webhook("incoming"))
    let document = try XMLTree(String(decoding: answer.body, as: UTF8.self))
    #expect(TwiMLTable.faults(of: document) == [])
    #expect(document.children.map(\.name) == ["Say", "Connect"])
    let parameter = try #require(document.first("Connect")?.first("Stream")?.first("Parameter"))
    let place = try await office.join(token: try #require(parameter.attributes["value"]))
    let address = "/twilio/voice/recording?tenant=\(place.tenant)&call=\(place.call)&kind=call"
    var fields = try Vectors.webhook("recording_status_completed")
    fields["RecordingStatus"] = "in-progress"
    #expect(try await office.follow(address, fields) == .noContent)
    #expect(try await Self.stage(office, place) == .running)
    // A length that isn't said isn't zero.
    fields["RecordingStatus"] = "completed"
    let length = fields.removeValue(forKey: "RecordingDuration")
    #expect(try await office.follow(address, fields) == .noContent)
    #expect(try await Self.stage(office, place) == .running)
    fields["RecordingDuration"] = length
    for _ in 1...2 { #expect(try await office.follow(address, fields) == .noContent) }
    #expect(try await Self.stage(office, place) == .finished)
  }

  private static func stage(_ office: Office, _ place: CallPlace) async throws -> Recording.Stage? {
    try await office.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.recording(Recording.ID(of: place.call))?.stage
    }
  }
}
