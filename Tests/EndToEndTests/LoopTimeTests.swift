import NIOPosix
import Testing
import VoiceCore
import VoiceCoreCommand

extension EndToEnd {
  /// The server's clock. That nothing is left of a cancelled wait is `voicecore-load run soak`'s to see.
  @Suite("The server's clock")
  struct LoopTimeTests {
    private let time = LoopTime(on: MultiThreadedEventLoopGroup.singleton)

    @Test func `a wait ends when its time is up, never before`() async throws {
      for span in [Duration.zero, .milliseconds(-1), .milliseconds(20)] {
        let begin = ContinuousClock.now
        try await time.sleep(for: span)
        #expect(ContinuousClock.now - begin >= span)
      }
    }

    @Test func `a wait whose task is cancelled ends, before it begins or after`() async throws {
      for yields in [0, 1, 100] {
        let waiting = Task { try await time.sleep(for: .seconds(86_400)) }
        for _ in 0..<yields { await Task.yield() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
      }
    }
  }
}
