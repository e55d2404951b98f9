import CallRuntime
import Testing

@Suite("Time to end", .timeLimit(.minutes(1)))
struct ClosingTests {
  @Test func `whoever waits goes on when it is closed, and whoever comes later doesn't wait`() async {
    let closing = Closing()
    await withTaskGroup(of: Void.self) { group in
      for _ in 1...100 { group.addTask { await closing.wait() } }
      group.addTask { closing.close() }
      closing.close()
      await group.waitForAll()
    }
    #expect(closing.isClosed)
    await closing.wait()
  }

  @Test func `a wait ends with its task, and closes nothing`() async {
    let closing = Closing()
    let waiting = Task { await closing.wait() }
    waiting.cancel()
    await waiting.value
    #expect(!closing.isClosed)
  }
}
