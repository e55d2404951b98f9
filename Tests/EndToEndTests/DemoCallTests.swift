import OfflineSpeech
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// Audio frames and keys over real sockets: what the demo shows, demanded.
  @Suite("Calls over real sockets")
  struct DemoCallTests {
    @Test func `a caller asks for the opening hours by key and hears them`() async throws {
      try await LiveServer.run { server in
        let answer = try await EspeakSynthesizer().speech(for: DemoTenant.openingHours, in: .english).muLaw
        let report = try await server.placeGoodCall(hearing: answer)
        #expect(report.violations.isEmpty)
        let heard = report.heard.filter { $0.cause == .key("1") }.flatMap(\.audio)
        #expect(heard == answer, "the audio that answers key 1 is the answer, byte for byte")
        try await server.until { try await server.record(report) != nil }
        let record = try #require(try await server.record(report))
        #expect(record.disposition == .completed)
        #expect(record.failedAttempts == 0)
        #expect(try await server.transcript(report).suffix(2) == ["[key 1]", DemoTenant.openingHours])
      }
    }

    @Test func `three keys that mean nothing transfer at exactly the third, the number preserved`() async throws {
      try await LiveServer.run { server in
        let report = await server.carrier.place(
          CallScript(
            caller: "+15550100102", dialled: DemoTenant.line,
            steps: [.press("7"), .wait(.seconds(1)), .press("8"), .wait(.seconds(1)), .press("9"), .waitForSilence],
            pace: .times(10)))
        #expect(report.violations.isEmpty)
        #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
        #expect(report.dialled.map(\.callerIDSeen) == ["+15550100102"])
        try await server.until { try await server.record(report) != nil }
        let record = try #require(try await server.record(report))
        #expect(record.failedAttempts == 3)
        #expect(record.transfer?.reason == .attemptsExhausted)
        #expect(record.transfer?.outcome == .answered)
        #expect(
          try await server.transcript(report).filter { $0.hasPrefix("[key") } == ["[key 7]", "[key 8]", "[key 9]"])
      }
    }

    @Test func `two keys that mean nothing transfer nobody`() async throws {
      try await LiveServer.run { server in
        let report = await server.carrier.place(
          CallScript(
            caller: nil, dialled: DemoTenant.line,
            steps: [.press("7"), .wait(.seconds(1)), .press("8"), .waitForSilence, .hangUp],
            pace: .times(20)))
        #expect(report.violations.isEmpty)
        #expect(report.dialled.isEmpty)
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.record(report)?.failedAttempts == 2)
        #expect(try await server.record(report)?.caller == .withheld)
      }
    }

    @Test func `a caller on the block list is rejected while it rings`() async throws {
      try await LiveServer.run { server in
        let report = await server.carrier.place(
          CallScript(
            caller: DemoTenant.blockedCaller, dialled: DemoTenant.line, steps: [.waitForSilence], pace: .times(20)))
        #expect(report.ending == .rejected(reason: "rejected"))
        #expect(report.heard.isEmpty)
        let record = try await server.record(report)
        #expect(record?.disposition == .rejected)
      }
    }

    @Test func `a zero asks for a person`() async throws {
      try await LiveServer.run { server in
        let report = await server.carrier.place(
          CallScript(
            caller: "+15550100103", dialled: DemoTenant.line, steps: [.press("0"), .waitForSilence], pace: .times(20)))
        #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.record(report)?.transfer?.reason == .callerWish)
        #expect(try await server.record(report)?.failedAttempts == 0)
      }
    }

    @Test func `an extension dialled into the menu reaches by the rules, the number preserved`() async throws {
      try await LiveServer.run { server in
        let person = try #require(PhoneNumber(DemoTenant.customerService))
        let tenant = try await server.tenant()
        let department = try await server.deployment.store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.departments().first?.id
        }
        let agent = try Agent(
          id: server.deployment.ids(), name: "Ben", extension: Extension("105"), departments: [try #require(department)]
        )
        try await server.deployment.store.transaction(for: tenant) { scope throws(StoreFailure) in
          guard var tenant = try await scope.tenant() else { throw .notFound }
          // Ben isn't at his desk.
          tenant.settings.routing.whenAgentUnavailable = .outside(person)
          try await scope.save(tenant)
          try await scope.save(agent)
        }
        let report = await server.carrier.place(
          CallScript(
            caller: "+15550100112", dialled: DemoTenant.line, steps: [.press("105"), .waitForSilence],
            pace: .times(10)))
        #expect(report.violations.isEmpty)
        #expect(report.dialled.map(\.address) == [DemoTenant.customerService])
        #expect(report.dialled.map(\.callerIDSeen) == ["+15550100112"])
        try await server.until { try await server.record(report) != nil }
        #expect(try await server.record(report)?.failedAttempts == 0)
        #expect(try await server.call(report)?.transfer?.dialled == Extension("105"))
        #expect(try await server.transcript(report).filter { $0.hasPrefix("[") } == ["[extension 105]"])
      }
    }

    @Test func `twenty callers at once are served, each with their own answers`() async throws {
      try await LiveServer.run { server in
        let answer = try await EspeakSynthesizer().speech(for: DemoTenant.openingHours, in: .english).muLaw
        let reports = try await withThrowingTaskGroup(of: CallReport.self) { group in
          for _ in 0..<20 { group.addTask { try await server.placeGoodCall(hearing: answer) } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        for report in reports {
          #expect(report.violations.isEmpty)
          let heard = report.heard.filter { $0.cause == .key("1") }.flatMap(\.audio)
          #expect(heard == answer, "\(heard.count) bytes of \(answer.count)")
        }
      }
    }
  }
}
