import HarnessTrials
import PropertyTesting
import Testing

@Suite("How speed is measured")
struct SpeedTests {
  @Test func `two workers are compared with one within the pair that was disturbed least`() {
    let pairs: [(one: Duration, two: Duration)] = [
      (.milliseconds(100), .milliseconds(70)), (.milliseconds(110), .milliseconds(50)),
      (.milliseconds(130), .milliseconds(48)), (.milliseconds(99), .milliseconds(90)),
    ]
    #expect(WorkerTrial.ratio(of: pairs) == 2.2)
    #expect(WorkerTrial.ratio(of: []) == 0)
  }

  @Test func `of a simulated run the jobs of yielding don't count`() async {
    let jobs = await SpeedWorkload.all.last?.run(10, 1) ?? 0
    // Three tasks call two actors ten times each, and yield in between.
    #expect((10 * 60...10 * 140).contains(jobs), "\(jobs)")
  }

  @Test func `a drawn value may be one object, drawing it none`() async {
    let kinds = await DrawAllocations.measured { 0 }
    #expect(kinds.map(\.ofValue) == [0, 0, 0, 0, 1, 1])
    #expect(kinds.allSatisfy { $0.isMet })
  }
}
