import Logging
import MediaBridge
import NIOCore
import NIOPosix
import OpenAI
import Simulators
import Testing
import VoiceCore

/// Over a real WebSocket, against the simulated provider.
@Suite("The realtime receptionist over loopback", .timeLimit(.minutes(1)))
struct OpenAIRealtimeTests {
  @Test func `a caller is greeted, asks, is answered and handed over`() async throws {
    let turn = RealtimeAIScript.Turn(
      heardAs: "When are you open?", says: "", calls: [.outcome(served: true)], afterTools: "Nine to five.")
    try await RealtimeAISimulator.running(Self.provider([turn]), on: Self.group) { provider in
      let call = try await LoopbackCall(to: provider)
      try await call.join()
      await call.wait(for: .said("Welcome to Acme 'Best'."))
      try await call.speak("When are you open?")
      await call.wait(for: .judged(Attempt.ID(1), .served))
      call.seat.direct(.answer(Attempt.ID(1)))
      await call.wait(for: .said("Nine to five."))
      call.seat.direct(.handOver(Transfer(reason: .callerWish)))
      await call.wait(for: .finished)
      try await call.leave()
      let report = try #require(await provider.firstReport { $0.closing != nil })
      #expect(report.graveViolations.isEmpty && report.errors.isEmpty && report.unansweredCalls.isEmpty)
      #expect(report.early.isEmpty && report.closing == .init(code: 1000, side: .client))
      #expect(report.appendedFrames > 100 && report.responses.count == 4)
      #expect(call.events.filter { if case .heard = $0 { true } else { false } } == [.heard("When are you open?")])
      #expect(call.saidBytes > 8000)
    }
  }

  @Test func `a socket that breaks off is replaced, and the caller gets an answer`() async throws {
    let broken = RealtimeAIScript.Turn(heardAs: "Hello?", says: "I was about to say.", faults: [.drops])
    let good = RealtimeAIScript.Turn(says: "Here I am again.", calls: [.outcome(served: true)])
    var provider = Self.provider([])
    provider.behaviour = { session in
      .script(RealtimeAIScript(turns: session == 1 ? [broken] : [good], opening: "Here I am again."))
    }
    try await RealtimeAISimulator.running(provider, on: Self.group) { provider in
      let call = try await LoopbackCall(to: provider)
      try await call.join()
      await call.wait(for: .said("Welcome to Acme 'Best'."))
      try await call.speak("Hello?")
      await call.wait(for: .said("Here I am again."))
      try await call.leave()
      let second = try #require(await provider.firstReport { $0.session == 2 && $0.closing != nil })
      #expect(second.graveViolations.isEmpty && second.errors.isEmpty && !second.contextItems.isEmpty)
      #expect(!call.events.contains(.failed(.unreachable)))
    }
  }

  @Test(arguments: [
    (RealtimeAIOpeningFault.refused(status: 401), VoiceAIFailure.notAvailable), (.refused(status: 429), .unreachable),
    (.refused(status: 503), .unreachable), (.noHandshake, .unreachable), (.noSessionCreated, .unreachable),
    (.noSessionUpdated, .unreachable), (.otherOutputFormat(.pcm), .notAvailable),
    (.failed(.invalidAPIKey), .notAvailable), (.failed(.serverError), .unreachable),
    (.sessionRejected(.rateLimitExceeded), .unreachable),
  ])
  func `a session that doesn't come about is a named failure in time, and leaves no socket`(
    _ fault: RealtimeAIOpeningFault, _ failure: VoiceAIFailure
  ) async throws {
    var provider = Self.provider([])
    provider.opening = { _ in [fault] }
    try await RealtimeAISimulator.running(provider, on: Self.group) { provider in
      var limits = OpenAILimits()
      // Only for those who never answer is it waited out; the others may be slow on a busy machine.
      limits.maximumSetup = Self.neverAnswers(fault) ? .milliseconds(500) : .seconds(30)
      await #expect(throws: failure) { _ = try await LoopbackCall(to: provider, limits: limits) }
      if case .refused = fault { return }
      if case .noHandshake = fault { return }
      #expect(await provider.firstReport { $0.closing != nil } != nil)
    }
  }

  @Test func `a key or a model that the provider doesn't know isn't available`() async throws {
    try await RealtimeAISimulator.running(Self.provider([]), on: Self.group) { provider in
      await #expect(throws: VoiceAIFailure.notAvailable) {
        _ = try await LoopbackCall(to: provider, apiKey: "wrong")
      }
      await #expect(throws: VoiceAIFailure.notAvailable) {
        _ = try await LoopbackCall(to: provider, model: "gpt-nobody")
      }
    }
    await #expect(throws: VoiceAIFailure.unreachable) {
      _ = try await LoopbackCall(to: "ws://127.0.0.1:1/v1/realtime")
    }
  }

  @Test func `cancelling the joining closes the socket`() async throws {
    var provider = Self.provider([])
    provider.opening = { _ in [.noSessionUpdated] }
    try await RealtimeAISimulator.running(provider, on: Self.group) { provider in
      let joining = Task { _ = try await LoopbackCall(to: provider) }
      _ = await provider.firstReport { ($0.received["session.update"] ?? 0) > 0 }
      joining.cancel()
      await #expect(throws: VoiceAIFailure.unreachable) { try await joining.value }
      #expect(await provider.firstReport { $0.closing != nil }?.closing == .init(code: 1000, side: .client))
    }
  }

  @Test func `whoever cancels just as the session stands gets no leg, and leaves no socket`() async throws {
    for _ in 0..<10 {
      try await RealtimeAISimulator.running(Self.provider([]), on: Self.group) { provider in
        let joining = Task { try await LoopbackCall(to: provider) }
        _ = await provider.firstReport { ($0.received["session.update"] ?? 0) > 0 }
        joining.cancel()
        if case .success(let call) = await joining.result { try await call.leave() }
        #expect(await provider.firstReport { $0.closing != nil } != nil)
      }
    }
  }

  private static func neverAnswers(_ fault: RealtimeAIOpeningFault) -> Bool {
    switch fault {
    case .noHandshake, .noSessionCreated, .noSessionUpdated: true
    default: false
    }
  }

  private static let group = MultiThreadedEventLoopGroup.singleton

  private static func provider(_ turns: [RealtimeAIScript.Turn]) -> RealtimeAIConfiguration {
    RealtimeAIConfiguration(
      apiKey: "sk-test", behaviour: { _ in .script(RealtimeAIScript(turns: turns)) },
      pace: SpeakingPace(speed: 0))
  }
}

/// One call of the receptionist with a caller who hears everything at once.
private final class LoopbackCall: Sendable {
  let seat: ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>>
  private let loop: any EventLoop
  private let floor: NIOLoopBound<FakeFloor>
  private let heard: Heard
  private let told: AsyncStream<ReceptionistEvent>

  convenience init(
    to provider: RealtimeAISimulator, apiKey: String = "sk-test", model: String = "gpt-realtime-2.1",
    limits: OpenAILimits = OpenAILimits()
  ) async throws { try await self.init(to: provider.url, apiKey: apiKey, model: model, limits: limits) }

  init(
    to url: String, apiKey: String = "sk-test", model: String = "gpt-realtime-2.1",
    limits: OpenAILimits = OpenAILimits()
  ) async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let loop = group.next()
    let heard = Heard()
    let (told, teller) = AsyncStream<ReceptionistEvent>.makeStream()
    let realtime = OpenAIRealtime(
      try OpenAIRealtimeSettings(apiKey: apiKey, url: url, model: model), eventLoopGroup: group,
      log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), limits: limits)
    seat = try await realtime.join(try SessionStage.brief(), at: loop) { event in
      heard.add(event)
      teller.yield(event)
    }
    floor = try await loop.submit { NIOLoopBound(FakeFloor(), eventLoop: loop) }.get()
    self.loop = loop
    self.heard = heard
    self.told = told
  }

  var events: [ReceptionistEvent] { heard.events }
  var saidBytes: Int { heard.saidBytes }

  func join() async throws {
    let (seat, floor, loop) = (seat, floor, loop)
    try await loop.submit {
      floor.value.onMark = { mark in loop.execute { seat.leg.value.callerHeard(mark) } }
      seat.leg.value.join(floor.value)
    }.get()
  }

  /// Words as a tone, and then the silence that ends them, 20 ms a frame.
  func speak(_ words: String) async throws {
    let audio = RealtimeAIConfiguration.tone(words) + [UInt8](repeating: 0xFF, count: 12_000)
    let leg = seat.leg
    try await loop.submit {
      for start in stride(from: 0, to: audio.count, by: 160) {
        leg.value.callerSpoke(AudioChunk(muLaw: Array(audio[start..<min(start + 160, audio.count)])), at: start / 8)
      }
    }.get()
  }

  /// Until this is told; the suite's time limit bounds it.
  func wait(for event: ReceptionistEvent) async {
    for await next in told where next == event { return }
  }

  func leave() async throws {
    let (leg, floor, heard) = (seat.leg, floor, heard)
    try await loop.submit {
      leg.value.leave(at: 0)
      heard.said(floor.value.chunks.reduce(0) { $0 + $1.byteCount })
    }.get()
  }
}
