import Generators
import MemoryStore
import Testing
import VoiceCore

@Suite("The simulated call centre")
struct CallCentreTests {
  private static let patient = Duration.seconds(1800)

  private func caller(
    _ acts: [CallerAct], answer: AgentAnswer = AgentAnswer(.answered, ringing: .seconds(5), talk: .seconds(60))
  ) -> CallerPlan {
    CallerPlan(after: .seconds(1), person: 1, acts: acts, patience: Self.patient, answer: answer)
  }

  private func live(_ plan: DayPlan) async throws -> DaySummary {
    try await CallCentre(plan, over: MemoryStore()).run()
  }

  @Test func `an empty day is over at once`() async throws {
    let day = try await live(DayPlan(callers: []))
    #expect(day.calls == 0)
    #expect(day.duration == .zero)
  }

  @Test func `a caller who fails three times talks with a person`() async throws {
    let failing = Array(repeating: CallerAct.asks(.failed, thinking: .seconds(1)), count: 3)
    let day = try await live(DayPlan(agents: 1, callers: [caller(failing)]))
    #expect(day.calls == 1)
    #expect(day.handedOver == 1)
    #expect(day.duration > .seconds(65))
  }

  @Test func `a call of a node that dies for longer than the carrier asks ends with its one record`() async throws {
    let asking = Array(repeating: CallerAct.asks(.served, thinking: .seconds(1)), count: 3)
    let day = try await live(
      DayPlan(callers: [caller(asking)], mishaps: [Mishap(at: .seconds(5), .crash)]))
    #expect(day.calls == 1)
    #expect(day.foundOver == 1, "the carrier gave up while nobody answered, and its word was lost")
  }

  @Test func `a caller whose line broke as the node died is brought back`() async throws {
    let asking = CallerAct.asks(.served, thinking: .seconds(1))
    let day = try await live(
      DayPlan(
        callers: [caller([asking, .lineBreaks(asksBack: false), asking])], mishaps: [Mishap(at: .seconds(9), .crash)]))
    #expect(day.broughtBack == 1)
    #expect(day.foundOver == 0)
    #expect(day.duration > .seconds(39))
  }

  @Test func `an end that can't be stored and is told once is found all the same`() async throws {
    var leaving = caller([])
    leaving.patience = .seconds(2)
    let day = try await live(
      DayPlan(callers: [leaving], mishaps: [Mishap(at: .milliseconds(2500), .storeAway(.seconds(10)))]))
    #expect(day.foundOver == 1)
  }

  @Test func `equal plans give equal worlds, and others other ones`() async throws {
    let day = BusyDay(seed: 7, day: 0, agents: 2)
    let first = try await live(day.plan())
    #expect(try await live(day.plan()) == first)
    #expect(first.calls == day.callers)
    #expect(first.handedOver > first.calls / 10)
    #expect(try await live(BusyDay(seed: 8, day: 0, agents: 2).plan()).hash != first.hash)
  }

  @Test func `a part of a day keeps everything at its time`() {
    let day = BusyDay(seed: 7, day: 0, agents: 2)
    let whole = day.plan()
    let part = day.plan(keeping: DayPart(callers: [3, 5], mishaps: [], desks: []))
    #expect(part.callers.count == 2)
    let starts = Set(whole.callers.reduce(into: [Duration.zero]) { $0.append(($0.last ?? .zero) + $1.after) })
    #expect(starts.isSuperset(of: part.callers.reduce(into: []) { $0.append(($0.last ?? .zero) + $1.after) }))
  }

  @Test func `a day is cut down to the callers that a failure needs`() async {
    let day = BusyDay(seed: 1, day: 0, agents: 2)
    let whole = DayPart(callers: Array(0..<day.callers), mishaps: [0, 1, 2], desks: [0])
    let least = await day.reduced(whole, within: 400) { $0.callers.contains(17) && $0.callers.contains(100) }
    #expect(least == DayPart(callers: [17, 100], mishaps: [], desks: []))
  }
}
