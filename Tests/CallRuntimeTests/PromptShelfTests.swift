import CallRuntime
import MediaBridge
import Synchronization
import Testing
import VoiceCore

/// Prompts of many languages are bounded (property 37).
@Suite("Prompts on the shelf", .timeLimit(.minutes(1)))
struct PromptShelfTests {
  @Test func `languages beyond so many have no prompts, those within are made once`() async throws {
    let asked = Mutex<[Language: Int]>([:])
    let prompts = Prompts { _, language in
      asked.withLock { $0[language, default: 0] += 1 }
      return []
    }
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let languages = try letters.prefix(10).flatMap { first in
      try letters.prefix(10).map { second in try #require(Language("\(first)\(second)")) }
    }
    for language in languages + languages { prompts.prepare(in: language) }
    while asked.withLock({ $0.values.reduce(0, +) }) < Prompts.maximumLanguages * 4 {
      try await Task.sleep(for: .milliseconds(1))
    }
    for language in languages { prompts.prepare(in: language) }
    #expect(asked.withLock { $0.count } == Prompts.maximumLanguages)
    #expect(asked.withLock { Set($0.values) } == [4])
  }
}
