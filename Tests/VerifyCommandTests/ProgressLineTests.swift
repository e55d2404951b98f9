import PropertyTesting
import Synchronization
import Testing
import VerifyCommand

@Suite("The progress line")
struct ProgressLineTests {
  private static var halfway: ProgressState {
    var state = ProgressState()
    state.law = "property 6 on memory"
    (state.finished, state.laws) = (2, 10)
    (state.cases, state.demanded, state.discards) = (2_500, 10_000, 31)
    state.labels = [
      .init("third failure", 1_025, of: 2_500), .init("other reason", 550, of: 2_500), .init("x", 1, of: 2_500),
    ]
    (state.seconds, state.secondsInAll) = (5, 45)
    return state
  }

  @Test func `it names the law, its speed, its cases, its labels and the time left`() {
    #expect(
      ProgressLine.text(Self.halfway, columns: 200)
        == "[3/10] property 6 on memory  500 cases/s  2,500 of 10,000  31 discarded  third failure 41 %, other reason 22 %"
        + "  15 s left, 2 min 35 s in all")
  }

  @Test func `shrinking shows evaluations and the size of the best case`() {
    var state = Self.halfway
    state.phase = .shrinking(evaluations: 1_234, size: 17)
    #expect(
      ProgressLine.text(state, columns: 200)
        == "[3/10] property 6 on memory  shrinking, 1,234 evaluations, smallest 17 choices  2 min 35 s in all")
  }

  @Test func `what the harness tells is taken over`() async {
    let told = Mutex<[ProgressState]>([])
    let settings = RunSettings(
      cases: 1_000,
      progress: { progress in
        var state = ProgressState()
        state.take(over: progress)
        told.withLock { $0.append(state) }
      }, progressInterval: 10)
    let law = Property(
      "told", for: Gen<Int>.int(0...999), classifying: [.collect("half") { $0 < 500 ? "low" : "high" }]
    ) { try require($0 < 998) }
    _ = await check(law, settings)
    let states = told.withLock { $0 }
    let counted = states.filter { $0.phase == .running && $0.cases > 0 }
    #expect(!counted.isEmpty && counted.allSatisfy { !$0.labels.isEmpty && $0.labels[0].of <= $0.cases })
    #expect(
      states.contains {
        if case .shrinking(let evaluations, let size) = $0.phase { evaluations > 0 && size > 0 } else { false }
      })
    #expect(states.contains { $0.phase == .furtherBugs })
  }

  @Test func `a law of which nothing is known yet shows its time`() {
    var state = ProgressState()
    (state.law, state.laws, state.seconds, state.secondsInAll) = ("all laws on server", 1, 12.7, 12.7)
    #expect(ProgressLine.text(state, columns: 80) == "[1/1] all laws on server  12 s")
  }

  @Test func `it is never wider than the terminal`() {
    for columns in 0...160 {
      #expect(ProgressLine.text(Self.halfway, columns: columns).count <= columns)
    }
    #expect(ProgressLine.text(Self.halfway, columns: 12) == "[3/10] prop…")
  }

  @Test func `wide letters take two columns, control characters become blanks`() {
    #expect(ProgressLine.cut("電話が鳴る", to: 10) == "電話が鳴る")
    #expect(ProgressLine.cut("電話が鳴る", to: 9) == "電話が鳴…")
    #expect(ProgressLine.cut("電話が鳴る", to: 8) == "電話が…")
    #expect(ProgressLine.cut("a\nb\u{1B}[31mc", to: 20) == "a b [31mc")
  }

  @Test func `nothing is promised before there is something to tell by`() {
    var state = ProgressState()
    state.demanded = 100
    #expect(state.rate == nil)
    #expect(state.secondsLeft == nil)
    #expect(state.secondsLeftInAll == nil)
    (state.cases, state.seconds, state.secondsInAll, state.laws) = (100, 2, 2, 1)
    #expect(state.secondsLeft == 0)
    #expect(state.secondsLeftInAll == 0)
  }

  @Test(arguments: [
    (0, "0 ms"), (0.0124, "12 ms"), (0.9996, "1.0 s"), (3.44, "3.4 s"), (9.96, "10 s"), (59.6, "1 min"),
    (125, "2 min 5 s"),
    (3_600, "1 h"), (3_725, "1 h 2 min"), (273_600, "3 d 4 h"), (-1, "-"), (.nan, "-"), (.infinity, "-"),
  ])
  func `spans of time are short`(_ seconds: Double, _ text: String) {
    #expect(SpanText.text(seconds) == text)
  }

  @Test func `numbers have commas and as many digits as asked for`() {
    #expect([0, 999, 1_000, 1_234_567, -1_234].map(CountText.grouped) == ["0", "999", "1,000", "1,234,567", "-1,234"])
    #expect(CountText.fixed(0.05, 1) == "0.1")
    #expect(CountText.fixed(1_234.005, 2) == "1,234.01" || CountText.fixed(1_234.005, 2) == "1,234.00")
    #expect(CountText.fixed(-0.04, 1) == "0.0")
    #expect(CountText.fixed(99.96, 1) == "100.0")
    #expect(CountText.fixed(.nan, 1) == "-")
  }

  @Test func `a line has room for some words, whatever COLUMNS says`() {
    #expect(["0", "-7", "3", "19"].map { TerminalWidth.columns(told: $0) } == [20, 20, 20, 20])
    #expect(TerminalWidth.columns(told: "132") == 132)
    #expect([nil, "", "wide"].map { TerminalWidth.columns(told: $0) } == [80, 80, 80])
  }
}
