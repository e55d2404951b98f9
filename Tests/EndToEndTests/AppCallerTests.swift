import Foundation
import NIOCore
import ServerLaws
import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand
import WebSockets

extension EndToEnd {
  /// One of the tenant's people who calls the receptionist through a voice socket.
  @Suite("Callers at browsers over real sockets")
  struct AppCallerTests {
    typealias Turn = RealtimeAIScript.Turn

    private static let welcome = "Welcome to Acme Dental."

    private static func call(
      _ caller: OperatorClient, of server: LiveServer, _ token: String, _ more: String = ""
    ) async throws -> [String: Any] {
      let id = try #require(caller.messages.first?["call_id"])
      return try await server.ask("GET", "/v1/calls/\(id)" + more, token: token).fields
    }

    /// Listens until the words were heard to their end, which is when the time of their last sound has passed.
    private static func listen(for words: String, _ caller: OperatorClient, of server: LiveServer) async throws {
      try await server.until { caller.heardText.contains(words) }
      try await Task.sleep(for: .milliseconds(500))
    }

    private static func signIn(to server: LiveServer) async throws -> String {
      try await server.signIn(DemoTenant.domain, DemoTenant.administrator, LiveServer.password)
    }

    @Test func `the receptionist greets, hears and answers, and the call leaves what every call leaves`() async throws {
      try await LiveServer.run(
        with: .spoken([Turn(heardAs: "When are you open?", says: "Nine to five.", calls: served)])
      ) { server async throws in
        let token = try await Self.signIn(to: server)
        let caller = try await OperatorClient.call(server, token: token)
        try await Self.listen(for: Self.welcome, caller, of: server)
        caller.say(Spoken.utterance())
        try await Self.listen(for: "Nine to five.", caller, of: server)
        let running = try await Self.call(caller, of: server, token)
        #expect(running["status"] as? String == "in_progress" && running["direction"] as? String == "inbound")
        caller.leave()
        try await server.until { try await Self.call(caller, of: server, token)["status"] as? String == "completed" }
        try await server.until { server.deployment.voiceSessions == 0 && server.deployment.liveSessions == 0 }
        let transcript = try await Self.call(caller, of: server, token, "/transcript")["data"] as? [[String: Any]]
        #expect(
          transcript?.compactMap { $0["text"] as? String } == [Self.welcome, "When are you open?", "Nine to five."])
        let events = try await Self.call(caller, of: server, token, "/events")["data"] as? [[String: Any]]
        #expect(events?.count { $0["type"] as? String == "call.ended" } == 1)
      }
    }

    @Test func `who is handed over is told that people are reached by telephone, and nobody is dialled`() async throws {
      let turns = (1...3).map { Turn(heardAs: "Request \($0)", says: "I can't do \($0).", calls: failed) }
      try await LiveServer.run(with: .spoken(turns)) { server async throws in
        let token = try await Self.signIn(to: server)
        let caller = try await OperatorClient.call(server, token: token)
        try await Self.listen(for: Self.welcome, caller, of: server)
        for number in 1...2 {
          caller.say(Spoken.utterance())
          try await Self.listen(for: "I can't do \(number).", caller, of: server)
        }
        // The third failure hands over before its answer.
        caller.say(Spoken.utterance())
        try await server.until { caller.closure != nil }
        #expect(caller.heardText.contains("I am connecting you with customer service."))
        #expect(caller.closure?.reason == "transfer_unavailable" && caller.closure?.code == .normal)
        #expect(caller.messages.contains { $0["type"] == "transfer_unavailable" && $0["telephone"] == DemoTenant.line })
        try await server.until { server.deployment.voiceSessions == 0 }
        let call = try await Self.call(caller, of: server, token)
        #expect(call["status"] as? String == "completed")
      }
    }

    @Test func `a cut call goes on at another socket, with its own person only, and somebody may join it`() async throws
    {
      try await LiveServer.run { server in
        let token = try await Self.signIn(to: server)
        let first = try await OperatorClient.call(server, token: token)
        try await server.until { first.resumeToken != nil && !first.heard.isEmpty }
        let resume = try #require(first.resumeToken)
        let second = try await OperatorClient.call(server, token: token, resuming: resume)
        try await server.until { first.closure?.reason == "resumed_elsewhere" }
        try await server.until { second.resumeToken == resume && !second.heard.isEmpty }
        #expect(server.deployment.voiceSessions == 1)
        await #expect(throws: WebSocketClientFailure.self) {
          try await OperatorClient.call(server, token: token, resuming: "no-such-token")
        }
        let id = try #require(second.messages.first?["call_id"])
        #expect(id == first.messages.first?["call_id"])
        let ann = try await OperatorClient.join(id, of: server, token: token)
        try await server.until { ann.holders == ["receptionist"] }
        ann.wish("take_over")
        try await server.until { ann.holders.last == "you" }
        second.forget()
        ann.say(Spoken.audio("Hello"))
        try await server.until { second.heardText.contains("Hello") }
        let ended = try await server.ask("POST", "/v1/calls/\(id)/end", token: token, key: "end-1")
        #expect(ended.status == 200)
        try await server.until { second.closure != nil && ann.closure != nil }
        #expect(second.closure?.reason == "call_over" && ann.closure?.reason == "call_over")
        try await server.until { server.deployment.voiceSessions == 0 }
      }
    }

    @Test func `bad input is named, and ends the call`() async throws {
      try await LiveServer.run { server in
        let token = try await Self.signIn(to: server)
        let trials: [(String, @Sendable (OperatorClient) -> Void)] = [
          ("chunk_too_small", { $0.say(Array(repeating: 0, count: 99)) }),
          ("unknown_message", { $0.wish("take_over") }), ("unknown_message", { $0.tell("{") }),
          ("too_fast", { client in for _ in 0..<3 { client.say(Array(repeating: 0, count: 60_000)) } }),
        ]
        for (name, trial) in trials {
          let caller = try await OperatorClient.call(server, token: token)
          try await server.until { caller.resumeToken != nil }
          trial(caller)
          try await server.until { caller.closure != nil }
          #expect(caller.closure?.reason == name && caller.errors.last == name)
          try await server.until { server.deployment.voiceSessions == 0 }
        }
      }
    }
  }
}

private let served = [ToolCall.outcome(served: true)]
private let failed = [ToolCall.outcome(served: false, reason: "unknown")]
