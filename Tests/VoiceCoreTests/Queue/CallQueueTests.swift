import Foundation
import Testing
import VoiceCore

@Suite("A queue of callers", .timeLimit(.minutes(1)))
struct CallQueueTests {
  private let billing = Skill("billing")
  private let spanish = Skill("spanish")

  private func at(_ seconds: Int) -> Timestamp { Timestamp(microseconds: Int64(seconds) * 1_000_000) }

  private func caller(_ call: Int, at seconds: Int, _ tier: CallerTier = .standard, _ skills: Skill...) -> WaitingCaller
  {
    WaitingCaller(call: Identifier(UInt128(call)), arrival: at(seconds), tier: tier, skills: Set(skills))
  }

  private func queue(_ callers: WaitingCaller...) -> CallQueue {
    var queue = CallQueue(department: Identifier(1))
    for caller in callers { #expect(queue.enter(caller) == true) }
    return queue
  }

  @Test func `a reserved caller whose agent doesn't answer is back where they stood`() {
    var queue = queue(caller(1, at: 0), caller(2, at: 10), caller(3, at: 20))
    #expect(queue.reserve(for: Identifier(7), with: [], until: at(60))?.call == Identifier(1))
    #expect(queue.position(of: Identifier(1)) == nil && queue.position(of: Identifier(2)) == 1 && queue.count == 3)
    #expect(queue.enter(caller(1, at: 30)) == false, "who is reserved doesn't enter again")
    #expect(queue.reservations.map(\.agent) == [Identifier(7)])
    #expect(queue.giveBack(Identifier(1)) != nil && queue.giveBack(Identifier(1)) == nil)
    #expect(queue.position(of: Identifier(1)) == 1 && queue.position(of: Identifier(3)) == 3)
  }

  @Test func `a caller who wants to be called back keeps the place and never waits too long`() throws {
    let number = try #require(PhoneNumber("+14155550100"))
    var queue = queue(caller(1, at: 0), caller(2, at: 10))
    #expect(queue.requestCallBack(Identifier(1), at: number) == true)
    #expect(queue.position(of: Identifier(1)) == 1 && queue.next(for: [])?.callBack == number)
    #expect(queue.overdue(at: at(311)).map(\.call) == [Identifier(2)])
    #expect(queue.overdue(at: at(310)).isEmpty, "300 s are not too long")
    #expect(queue.requestCallBack(Identifier(9), at: number) == false)
  }

  @Test func `who needs what nobody can blocks no one`() {
    let queue = queue(caller(1, at: 0, .diamond, spanish), caller(2, at: 500, .standard, billing), caller(3, at: 501))
    #expect(queue.next(for: [billing])?.call == Identifier(2))
    #expect(queue.next(for: [])?.call == Identifier(3))
    #expect(queue.next(for: [billing, spanish])?.call == Identifier(1))
  }

  @Test func `a full queue, a second entry and too many skills are refused by name`() throws {
    let limits = try QueueLimits(length: 2)
    var queue = CallQueue(department: Identifier(1))
    #expect(queue.enter(caller(1, at: 0), by: limits) == true)
    #expect(queue.refusal(of: caller(1, at: 5), by: limits) == .waitsAlready)
    let needy = WaitingCaller(
      call: Identifier(3), arrival: at(0), skills: Set((0...WaitingCaller.maximumSkills).map { Skill("s\($0)") }))
    #expect(queue.refusal(of: needy, by: limits) == .tooManySkills)
    #expect(queue.enter(caller(2, at: 0), by: limits) == true)
    #expect(queue.enter(caller(4, at: 0), by: limits) == false)
    #expect(queue.refusal(of: caller(4, at: 0), by: limits) == .full)
    var many = CallQueue(department: Identifier(1))
    for line in 0..<CallQueue.maximumLines {
      #expect(many.enter(caller(line + 1, at: 0, .standard, Skill("s\(line)"))) == true)
    }
    #expect(many.refusal(of: caller(1000, at: 0, .standard, Skill("new"))) == .tooManySkills)
    #expect(many.refusal(of: caller(1000, at: 0, .standard, Skill("s3"))) == nil)
  }

  @Test func `limits outside their bounds are refused with the field's name`() {
    #expect(throws: RefusedSetting("longest_wait", .outOfRange(60...1800))) { try QueueLimits(longestWaitSeconds: 59) }
    #expect(throws: RefusedSetting("length", .outOfRange(1...1_000_000))) { try QueueLimits(length: 0) }
    #expect(throws: RefusedSetting("largest_bonus", .outOfRange(0...600))) { try QueueLimits(largestBonusSeconds: 601) }
  }

  @Test func `a queue reads back as it was written, also one from before reservations`() throws {
    var queue = queue(caller(1, at: 0, .gold, spanish, billing), caller(2, at: 10))
    _ = queue.reserve(for: Identifier(7), with: [], until: at(60))
    #expect(try JSONDecoder().decode(CallQueue.self, from: JSONEncoder().encode(queue)) == queue)
    let old = """
      {"department":"00000000-0000-0000-0000-000000000001","waiting":[
        {"call":"00000000-0000-0000-0000-000000000002","arrival":5,"tier":"silver","skills":["b"]}]}
      """
    let read = try JSONDecoder().decode(CallQueue.self, from: Data(old.utf8))
    #expect(read.waiting.map(\.bonus) == [.seconds(30)] && read.count == 1)
  }

  @Test func `ten thousand callers wait in order`() throws {
    let limits = try QueueLimits(length: 1_000_000)
    var queue = CallQueue(department: Identifier(1))
    for index in 0..<10_000 {
      let call = (index &* 0x9E37_79B1) & 0x1FFFF
      _ = queue.enter(caller(call, at: call, CallerTier.allCases[call % 5]), by: limits)
    }
    #expect(queue.count == 10_000)
    let waiting = queue.waiting
    #expect(zip(waiting, waiting.dropFirst()).allSatisfy { $0.rank < $1.rank })
    #expect(queue.position(of: waiting[7777].call) == 7778)
  }
}

@Suite("How quickly a queue is served")
struct ServiceRateTests {
  private func at(_ seconds: Int) -> Timestamp { Timestamp(microseconds: Int64(seconds) * 1_000_000) }

  @Test func `the wait is the place times the gap between services`() {
    var rate = ServiceRate()
    #expect(rate.wait(atPlace: 1, at: at(0)) == nil)
    for moment in [0, 60, 30] { rate.served(at: at(moment)) }
    #expect(rate.wait(atPlace: 1, at: at(60)) == .seconds(30))
    #expect(rate.wait(atPlace: 4, at: at(60)) == .seconds(120))
    // Nobody has been served for long: (240 − 0) / 3.
    #expect(rate.wait(atPlace: 1, at: at(240)) == .seconds(80))
    #expect(rate.wait(atPlace: 1, at: at(2000)) == nil, "that was too long ago to say")
    #expect(ServiceRate.minutes(of: .seconds(120)) == 2 && ServiceRate.minutes(of: .milliseconds(120_001)) == 3)
    #expect(ServiceRate.minutes(of: .zero) == 1)
  }

  @Test func `no more than twenty services are remembered`() {
    var rate = ServiceRate()
    for moment in 0..<50 { rate.served(at: at(moment)) }
    #expect(rate.services.count == ServiceRate.maximumServices && rate.services.last == at(49))
  }
}
