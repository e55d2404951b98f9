import Foundation
import Simulators
import Synchronization
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// Three in one talk, and calls that are ended from our side, through API, server, store and carrier.
  @Suite("Conferences over real sockets")
  struct ConferenceTests {
    private static let caller = "+15550100109"
    private static let host = "+15550100188"
    private static let guest = "+15550100189"

    /// The call that runs, once it stands so.
    private static func running(_ server: LiveServer, _ token: String, as status: String) async throws -> String {
      var id: String?
      try await server.until {
        let calls = try await server.ask("GET", "/v1/calls", token: token).fields["data"] as? [[String: Any]]
        id = calls?.first { $0["status"] as? String == status }?["id"] as? String
        return id != nil
      }
      return "/v1/calls/\(try #require(id))"
    }

    private static func send(to number: String, _ mode: String) -> [String: Any] {
      ["to": ["type": "outside", "number": number], "reason": "caller_wish", "mode": mode]
    }

    /// What was seen from outside.
    private struct Seen: Sendable {
      let report: CallReport
      let legs: [CallReport]
      /// Those who talked with the caller, by the call's record.
      let participants: [String]

      /// All lines that were in a room.
      var lines: [CallReport] { [report] + legs }
    }

    /// A caller who stays so long after the guest was wanted, and a host with whom they talk.
    private static func confer(
      _ guest: Callee, hostTalks: Duration, callerStays: Duration
    ) async throws -> Seen {
      let callees: [String: Callee] = [
        host: .answers(after: .seconds(1), talks: hostTalks), Self.guest: guest,
      ]
      let kept = Mutex<Seen?>(nil)
      try await LiveServer.run(callees: callees) { server in
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        async let report = server.carrier.place(
          CallScript(
            caller: caller, dialled: DemoTenant.line, steps: [.waitForSilence, .wait(callerStays), .hangUp],
            pace: .times(20)))
        let path = try await running(server, token, as: "in_progress")
        #expect(try await server.ask("POST", path + "/transfer", send(to: host, "cold"), token: token).status == 200)
        // Once the carrier has told on which line the host is, a guest can be brought in.
        var status = 409
        try await server.until {
          status = try await server.ask("POST", path + "/transfer", send(to: Self.guest, "conference"), token: token)
            .status
          return status == 200
        }
        let ended = await report
        try await server.until { server.carrier.runningCalls == 0 }
        var call: [String: Any] = [:]
        try await server.until {
          call = try await server.ask("GET", path, token: token).fields
          return call["ended_at"] is String
        }
        let seen = Seen(report: ended, legs: server.carrier.legReports, participants: numbers(call))
        kept.withLock { $0 = seen }
      }
      return try #require(kept.withLock { $0 })
    }

    private static func rooms(_ report: CallReport) -> [String] {
      report.timeline.compactMap { if case .conferred(let room) = $0.event { room } else { nil } }
    }

    private static func numbers(_ call: [String: Any]) -> [String] {
      let record = call["detail_record"] as? [String: Any]
      return (record?["participants"] as? [[String: Any]] ?? []).compactMap { $0["number"] as? String }
    }

    @Test func `a guest sees the caller's number, joins by key, and all three are in one room until the caller leaves`()
      async throws
    {
      let seen = try await Self.confer(
        .isAsked(after: .seconds(1), presses: "1", talks: .seconds(900)), hostTalks: .seconds(900),
        callerStays: .seconds(120))
      #expect(seen.lines.allSatisfy { $0.violations.isEmpty })
      #expect(seen.report.ending == .callerHungUp)
      #expect(Set(seen.lines.flatMap(Self.rooms)).count == 1)
      #expect(seen.lines.allSatisfy { Self.rooms($0).count == 1 })
      let rung = seen.legs.flatMap(\.dialled)
      #expect(rung == [DialledLeg(address: Self.guest, callerIDSeen: Self.caller, result: .completed)])
      #expect(seen.participants == [Self.host, Self.guest])
      // The room ended with the caller, and the server has told both lines to hang up.
      #expect(seen.legs.map(\.ending) == [.serverHungUp, .serverHungUp])
    }

    @Test(arguments: [Callee.busy, .noAnswer, .fails, .isAsked(after: .seconds(1), presses: "2")])
    func `where nobody comes the two go on talking, and the call is over when the host leaves`(guest: Callee)
      async throws
    {
      let seen = try await Self.confer(guest, hostTalks: .seconds(120), callerStays: .seconds(2000))
      #expect(seen.lines.allSatisfy { $0.violations.isEmpty })
      #expect(seen.report.ending == .serverHungUp)
      #expect(seen.legs.count == 1 && seen.legs.map(\.ending) == [.callerHungUp])
      #expect(seen.lines.allSatisfy { Self.rooms($0).count == 1 })
      #expect(seen.participants == [Self.host])
    }

    @Test func `a host who leaves lets the others go on`() async throws {
      let seen = try await Self.confer(
        .isAsked(after: .seconds(1), presses: "1", talks: .seconds(300)), hostTalks: .seconds(60),
        callerStays: .seconds(2000))
      #expect(seen.lines.allSatisfy { $0.violations.isEmpty })
      #expect(seen.report.ending == .serverHungUp && seen.report.duration > .seconds(250))
      #expect(seen.legs.map(\.ending) == [.callerHungUp, .callerHungUp])
      #expect(seen.participants == [Self.host, Self.guest])
    }

    @Test(arguments: [false, true])
    func `a call is ended from our side, with the receptionist or with a person`(isWithPerson: Bool) async throws {
      let callees = [Self.host: Callee.answers(after: .seconds(1), talks: .seconds(900))]
      try await LiveServer.run(callees: callees) { server in
        let token = try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
        async let report = server.carrier.place(
          CallScript(
            caller: Self.caller, dialled: DemoTenant.line, steps: [.waitForSilence, .wait(.seconds(2000))],
            pace: .times(20)))
        let path = try await Self.running(server, token, as: "in_progress")
        if isWithPerson {
          #expect(
            try await server.ask("POST", path + "/transfer", Self.send(to: Self.host, "cold"), token: token).status
              == 200)
          try await server.until { server.carrier.runningCalls == 2 }
        }
        for _ in 1...2 {
          let told = try await server.ask("POST", path + "/end", token: token)
          #expect(told.status == 200 && told.fields["status"] as? String == "completed")
          #expect((told.fields["detail_record"] as? [String: Any])?["cause"] as? String == "ended_by_staff")
        }
        #expect(await report.ending == .endedByREST)
      }
    }
  }
}
