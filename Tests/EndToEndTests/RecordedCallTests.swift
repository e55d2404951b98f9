import Foundation
import FoundationNetworking
import NIOCore
import NIOPosix
import ObjectStorage
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// Calls that are recorded, through carrier, server, store and objects.
  @Suite("Recorded calls over real sockets")
  struct RecordedCallTests {
    @Test func `a recorded call is announced, recorded, fetched, deleted at the carrier, and heard by its link`()
      async throws
    {
      try await LiveServer.run { server in
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        try await Self.record(server, token)
        server.carrier.hideSounds(next: 1)
        let report = await Self.call(server)
        #expect(report.violations.isEmpty)
        #expect(report.timeline.contains { $0.event == .said("This call is recorded.") })
        let told = report.webhooks.flatMap(\.fields).filter { $0.name == "RecordingStatus" }.map(\.value)
        #expect(told == ["in-progress", "completed"])
        let call = try #require(try await server.call(report))
        let path = "/v1/recordings/\(call.id)"
        var shown: [String: Any] = [:]
        try await server.until {
          shown = try await server.ask("GET", path, token: token).fields
          return shown["status"] as? String == "kept" && server.carrier.keptRecordings.isEmpty
        }
        let url = try #require((shown["url"] as? String).flatMap { URL(string: $0) })
        let (sound, response) = try await URLSession.shared.data(from: url)
        #expect((response as? HTTPURLResponse)?.statusCode == 200)
        #expect(sound.starts(with: Data("ID3RE".utf8)) && sound.count == shown["size_bytes"] as? Int)
        let altered = try #require(URL(string: url.absoluteString.replacing("expires=", with: "expires=1")))
        let (_, refusal) = try await URLSession.shared.data(from: altered)
        #expect((refusal as? HTTPURLResponse)?.statusCode == 403)
        let same = try await server.ask("GET", "/v1/calls/\(call.id)/recording", token: token).fields
        #expect(same["id"] as? String == call.id.description)
      }
    }

    @Test func `a recording goes sealed into a bucket that has its troubles, and comes back by its link`()
      async throws
    {
      let configuration = ObjectStoreConfiguration(
        bucket: "recordings", accessKeyID: "AKIDEXAMPLE", secretAccessKey: "a-secret-of-the-bucket")
      try await ObjectStoreSimulator.running(configuration, on: MultiThreadedEventLoopGroup.singleton) { bucket in
        let settings = try S3Settings(
          url: "s3://recordings?region=us-east-1&endpoint=\(bucket.endpoint)",
          credentials: S3Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "a-secret-of-the-bucket"))
        #expect(await ObjectCheck.problem(with: settings) == nil)
        bucket.fail(.slowDown, .lostAnswer)
        try await LiveServer.run(objects: .bucket(settings)) { server in
          let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
          try await Self.record(server, token)
          let call = try #require(try await server.call(await Self.call(server)))
          var shown: [String: Any] = [:]
          try await server.until {
            shown = try await server.ask("GET", "/v1/recordings/\(call.id)", token: token).fields
            return shown["status"] as? String == "kept" && server.carrier.keptRecordings.isEmpty
          }
          let key = try #require(bucket.keys.first)
          #expect(bucket.keys.count == 1)
          #expect(key.hasPrefix("tenants/\(try await server.tenant())/recordings/\(call.id)."))
          #expect(bucket.bytes(at: key)?.starts(with: Array("ID3".utf8)) == false)
          let url = try #require((shown["url"] as? String).flatMap { URL(string: $0) })
          bucket.fail(.halfAnswer, .alteredByte)
          let (sound, response) = try await URLSession.shared.data(from: url)
          #expect((response as? HTTPURLResponse)?.statusCode == 200)
          #expect(sound.starts(with: Data("ID3RE".utf8)) && sound.count == shown["size_bytes"] as? Int)
        }
      }
    }

    @Test(arguments: [CallFault.noRecordingCallback, .repeatedRecordingCallback])
    func `a recording that is reported twice, or never, is kept once`(fault: CallFault) async throws {
      try await LiveServer.run { server in
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        try await Self.record(server, token)
        let report = await Self.call(server, faults: [fault])
        let call = try #require(try await server.call(report))
        if fault == .noRecordingCallback {
          // It is asked after some minutes later: not here, where time is the machine's.
          #expect(try await Self.status(server, call, token) == "running")
        } else {
          try await server.until { try await Self.status(server, call, token) == "kept" }
        }
      }
    }

    @Test(arguments: [CallFault.absentRecording, .emptyRecording])
    func `a recording of zero length, or that the carrier doesn't have, ends as none`(fault: CallFault) async throws {
      try await LiveServer.run { server in
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        try await Self.record(server, token)
        let report = await Self.call(server, faults: [fault])
        let call = try #require(try await server.call(report))
        try await server.until {
          try await Self.status(server, call, token) == "absent" && server.carrier.keptRecordings.isEmpty
        }
      }
    }

    @Test func `a message is fetched, deleted at the carrier, heard by its link, and gone with the message`()
      async throws
    {
      try await LiveServer.run { server in
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        let changed = try await server.ask(
          "PATCH", "/v1/settings", ["customer_service": ["type": "voicemail"]], token: token)
        #expect(changed.status == 200)
        server.carrier.hideSounds(next: 1)
        let report = await server.carrier.place(
          CallScript(
            caller: "+15550100109", dialled: DemoTenant.line,
            // Speaks again and again, so that something comes after the tone; then is silent for longer than a message lasts.
            steps: [.press("0")]
              + (0..<10).flatMap { _ in [.wait(.seconds(2)), .speak(Array(repeating: 0x55, count: 8_000))] }
              + [.wait(.seconds(60))], pace: .times(10)))
        #expect(report.violations.isEmpty)
        try #require(
          report.timeline.contains { if case .recorded(let length) = $0.event { length > .zero } else { false } })
        let call = try #require(try await server.call(report))
        var shown: [String: Any] = [:]
        try await server.until {
          shown = try await server.ask("GET", "/v1/voicemails/\(call.id)/recording", token: token).fields
          return shown["status"] as? String == "kept" && server.carrier.keptRecordings.isEmpty
        }
        #expect(
          try await server.ask("GET", "/v1/voicemails/\(call.id)", token: token).fields["audio"] as? String == "ready")
        let url = try #require((shown["url"] as? String).flatMap { URL(string: $0) })
        let (sound, response) = try await URLSession.shared.data(from: url)
        #expect((response as? HTTPURLResponse)?.statusCode == 200)
        #expect(sound.starts(with: Data("ID3RE".utf8)) && sound.count == shown["size_bytes"] as? Int)
        #expect(try await server.ask("DELETE", "/v1/voicemails/\(call.id)", token: token).status == 204)
        let (_, gone) = try await URLSession.shared.data(from: url)
        #expect((gone as? HTTPURLResponse)?.statusCode == 403)
      }
    }

    private static func call(_ server: LiveServer, faults: [CallFault] = []) async -> CallReport {
      await server.carrier.place(
        CallScript(
          caller: "+15550100109", dialled: DemoTenant.line,
          steps: [.waitForSilence, .press("1"), .waitForSilence, .wait(.seconds(20)), .hangUp], faults: faults,
          pace: .times(10)))
    }

    private static func record(_ server: LiveServer, _ token: String) async throws {
      let changed = try await server.ask(
        "PATCH", "/v1/settings", ["recording": ["rule": "always", "retention_days": 30]], token: token)
      #expect(changed.status == 200)
    }

    private static func status(_ server: LiveServer, _ call: Call, _ token: String) async throws -> String? {
      try await server.ask("GET", "/v1/recordings/\(call.id)", token: token).fields["status"] as? String
    }
  }
}
