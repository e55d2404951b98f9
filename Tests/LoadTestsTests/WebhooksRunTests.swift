import Foundation
import LoadTests
import MemoryStore
import NIOPosix
import Testing
import VoiceCore
import Webhooks

/// Whole sendings over real sockets: short, and without a word about how fast.
@Suite(.serialized, .timeLimit(.minutes(1))) struct WebhooksRunTests {
  private static func run(_ dead: WebhooksPlan.Dead) async throws -> WebhooksRun.Outcome {
    let sender = HTTPWebhooks(
      WebhookRule(allowsLoopback: true), on: MultiThreadedEventLoopGroup.singleton, writing: { _ in Array("{}".utf8) })
    let run = WebhooksRun(on: MemoryStore(), leadership: ProcessLeadership(), time: WallTime(), sender: sender)
    do {
      let outcome = try await run(
        WebhooksPlan(endpoints: 5, backlog: 20, pace: 50, seconds: 0.2, patience: .seconds(20)), dead: dead)
      await sender.close()
      return outcome
    } catch {
      await sender.close()
      throw error
    }
  }

  @Test(arguments: WebhooksPlan.Dead.allCases)
  func `every event comes to every endpoint that answers`(_ dead: WebhooksPlan.Dead) async throws {
    let outcome = try await Self.run(dead)
    #expect(outcome.missing == 0 && outcome.perSecond > 0 && outcome.p50 > 0 && outcome.p99 >= outcome.p50)
    let figures = WebhooksRun.figures([(dead, outcome)], on: "memory", WebhooksPlan())
    #expect(figures.count == 4 && figures[3].isHeld)
  }
}

private struct WallTime: TimeSource {
  func now() -> Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
  func sleep(for span: Duration) async throws { try await Task.sleep(for: span) }
}
