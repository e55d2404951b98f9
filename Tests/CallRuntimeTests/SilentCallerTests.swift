import CallRuntime
import MediaBridge
import MemoryStore
import NIOCore
import NIOEmbedded
import RuntimeStage
import Testing
import VoiceCore

@Suite("A caller of whom nothing is heard", .timeLimit(.minutes(1)))
struct SilentCallerTests {
  /// The patience goes by, or so many seconds, and the caller's frames come.
  private static func pass(
    _ leg: FakeLeg, for seconds: Int = 12, sounding sound: UInt8 = MuLaw.silence, on stage: Stage
  ) async throws {
    for _ in 0..<seconds {
      let frame = AudioChunk(muLaw: Array(repeating: sound, count: AudioChunk.bytesPerFrame))
      leg.hear { $0.callerSpoke(frame, at: 0) }
      await stage.loop.advanceTime(by: .seconds(1))
    }
  }

  @Test func `is asked twice and said goodbye to, and the record tells why`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      for questions in 1...2 {
        try await Self.pass(leg, on: stage)
        try await stage.until {
          stage.receptionist.directives == Array(repeating: .announce(.idle), count: questions)
        }
      }
      try await Self.pass(leg, on: stage)
      try await stage.until { stage.receptionist.directives.last == .close }
      stage.receptionist.say(.finished)
      try await stage.until { stage.live.count == 0 }
      let call = try await stage.call(place)
      #expect(call.ending?.cause == .silent && call.status == .completed)
      #expect(stage.telephony.hungUp == ["CA1"])
    }
  }

  @Test func `who is heard in between is asked anew`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, _) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      for questions in 1...3 {
        try await Self.pass(leg, on: stage)
        try await stage.until { stage.receptionist.directives.count == questions }
        // The question is heard to its end: who speaks into it interrupts it.
        try await Self.pass(leg, for: 2, on: stage)
        try await Self.pass(leg, sounding: 0x80, on: stage)
      }
      #expect(stage.receptionist.directives.allSatisfy { $0 == .announce(.idle) })
    }
  }

  @Test func `nobody is asked where that isn't wanted`() async throws {
    var limits = ReceptionLimits()
    limits.silence = nil
    try await Stage(limits: limits, over: MemoryStore()).open { stage in
      let (leg, _) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      for _ in 1...4 { try await Self.pass(leg, on: stage) }
      stage.receptionist.say(.judged(Attempt.ID(1), .served))
      try await stage.until { !stage.receptionist.directives.isEmpty }
      #expect(stage.receptionist.directives == [.answer(Attempt.ID(1))])
    }
  }
}
