import NIOPosix
import Simulators
import Testing
import VoiceCoreCommand

extension EndToEnd {
  /// What `voicecore doctor` says of the realtime AI.
  @Suite("The check of the voice AI")
  struct VoiceAICheckTests {
    private static func problem(_ opening: [RealtimeAIOpeningFault] = []) async throws -> String? {
      let ai = RealtimeAIConfiguration.spoken([], opening: opening)
      return try await RealtimeAISimulator.running(ai, on: MultiThreadedEventLoopGroup.singleton) { simulator in
        var settings = Settings()
        settings.ai = [.openAIRealtime]
        settings.realtimeAI = Settings.RealtimeAI(apiKey: LiveServer.realtimeKey, url: simulator.url)
        let problem = await VoiceAICheck.problem(with: settings)
        _ = await simulator.firstReport { $0.closing != nil }
        #expect(simulator.reports.allSatisfy { $0.graveViolations.isEmpty })
        return problem
      }
    }

    @Test func `a session that stands is well, and is closed again`() async throws {
      #expect(try await Self.problem() == nil)
    }

    @Test func `a session that the provider refuses names what to check`() async throws {
      let problem = try await Self.problem([.failed(.invalidAPIKey)])
      #expect(problem?.contains("OPENAI_API_KEY") == true)
    }

    @Test func `nobody at the address names the address`() async {
      var settings = Settings()
      settings.ai = [.openAIRealtime]
      settings.realtimeAI = Settings.RealtimeAI(apiKey: LiveServer.realtimeKey, url: "ws://127.0.0.1:9/v1/realtime")
      #expect(await VoiceAICheck.problem(with: settings)?.contains("OPENAI_REALTIME_URL") == true)
    }
  }
}
