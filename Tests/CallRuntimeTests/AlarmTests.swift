import CallRuntime
import Generators
import Testing
import VoiceCore

@Suite("Alarms of a session", .timeLimit(.minutes(1)))
struct AlarmTests {
  private let time = ManualTime()
  private let rings: AsyncStream<Timestamp>
  private let ring: AsyncStream<Timestamp>.Continuation
  private let alarm: Alarm

  init() {
    let (rings, ring) = AsyncStream<Timestamp>.makeStream()
    (self.rings, self.ring) = (rings, ring)
    alarm = Alarm(by: time) { [time] in ring.yield(time.now()) }
  }

  /// How many seconds after the beginning it has rung, when nothing more can come.
  private func rung(since beginning: Timestamp) async -> [Int] {
    ring.finish()
    var seconds: [Int] = []
    for await moment in rings { seconds.append(Int((moment - beginning) / .seconds(1))) }
    return seconds
  }

  /// Lets time pass when somebody sleeps.
  private func advance(by span: Duration) async {
    await time.waitForSleepers(1)
    time.advance(by: span)
  }

  @Test func `it rings once, at the moment that was set last`() async {
    let beginning = time.now()
    alarm.set(in: .seconds(60))
    await time.waitForSleepers(1)
    alarm.set(at: beginning + .seconds(5))
    var first = rings.makeAsyncIterator()
    await advance(by: .seconds(6))
    #expect(await first.next().map { Int(($0 - beginning) / .seconds(1)) } == 6)
    // Nobody sleeps any more: the first was given up.
    time.advance(by: .seconds(120))
    #expect(await rung(since: beginning).isEmpty)
  }

  @Test func `it can be set again after it rang, and a moment that has passed rings at once`() async {
    let beginning = time.now()
    var moments = rings.makeAsyncIterator()
    alarm.set(in: .seconds(1))
    await advance(by: .seconds(2))
    #expect(await moments.next() != nil)
    alarm.set(at: beginning)
    await advance(by: .zero)
    #expect(await moments.next().map { $0 - beginning < .seconds(3) } == true)
  }

  @Test func `after its end it never rings, and can't be set`() async {
    let beginning = time.now()
    alarm.set(in: .seconds(1))
    await time.waitForSleepers(1)
    alarm.end()
    alarm.set(in: .seconds(2))
    // Long enough for a task that shouldn't be there to fall asleep.
    for _ in 0..<100 { await Task.yield() }
    time.advance(by: .seconds(60))
    for _ in 0..<100 { await Task.yield() }
    #expect(await rung(since: beginning).isEmpty)
  }
}
