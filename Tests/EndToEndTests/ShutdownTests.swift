import Simulators
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  @Suite("An orderly shutdown")
  struct ShutdownTests {
    @Test func `a drain refuses new calls, and hands over to a person what takes too long`() async throws {
      try await LiveServer.run { server in
        async let patient = server.carrier.place(
          CallScript(caller: "+15550100108", dialled: DemoTenant.line, steps: [.wait(.seconds(60)), .hangUp]))
        try await server.until { server.deployment.liveSessions == 1 }
        await server.deployment.stop()
        try await server.until {
          let late = await server.carrier.place(
            CallScript(caller: "+15550100110", dialled: DemoTenant.line, steps: [.hangUp], pace: .times(20)))
          if case .rejected = late.ending { return true }
          return false
        }
        let report = await patient
        let call = try await server.call(report)
        #expect(call?.transfer?.reason == .aiUnavailable)
        #expect(call?.ending?.cause != .drained)
      }
    }
  }
}
