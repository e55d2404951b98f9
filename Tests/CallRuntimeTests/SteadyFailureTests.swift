import CallRuntime
import Generators
import Testing

@Suite("A trouble that lasts, in the log")
struct SteadyFailureTests {
  @Test func `is told at once, then once in a while with its count, and when it is over`() {
    let time = ManualTime()
    let trouble = SteadyFailure(time: time)
    #expect(trouble.line(afterFailing: false) == nil)
    #expect(trouble.line(afterFailing: true) == .failing(times: 1))
    for _ in 1...100 { #expect(trouble.line(afterFailing: true) == nil) }
    time.advance(by: SteadyFailure.pause)
    #expect(trouble.line(afterFailing: true) == .failing(times: 101))
    #expect(trouble.line(afterFailing: false) == .recovered)
    #expect(trouble.line(afterFailing: false) == nil)
    #expect(trouble.line(afterFailing: true) == .failing(times: 1))
  }
}
