import PropertyTesting
import Testing

@Suite("The text of a report")
struct ReportTextTests {
  struct Caller: Sendable, Equatable {
    enum Kind: Sendable, Equatable { case known(name: String), withheld }
    let kind: Kind
    let tries: [Int]
  }

  @Test func `a failure tells the law, the smallest case, the error and how to run it again`() async {
    let callers = zip(.unicode(0...5), .array(of: .int(0...9))).map { Caller(kind: .known(name: $0), tries: $1) }
    let property = Property(6, "AI Transfer Logic", for: callers) { caller in
      try requireEqual(caller.tries.reduce(0, +) > 3, false, "tries", file: "Laws/P06.swift", line: 12)
    }
    let report = await check(property, RunSettings(seed: 1))
    let text = report.failureText(replay: "voicecore-verify --replay")
    let token = report.token?.description ?? ""
    let found = report.counterexample?.generatedBy?.description ?? ""
    let evaluations = report.evaluations
    #expect(
      text == """
        Property 6: AI Transfer Logic: falsified after \(report.cases) cases, made small in \(evaluations) evaluations
          smallest case:
            ReportTextTests.Caller(kind: .known(name: ""), tries: [4])
          error: tries: true is not equal to false (Laws/P06.swift:12)
          run it again: voicecore-verify --replay \(token)
          as it was found: voicecore-verify --replay \(found)
        """)
  }

  @Test func `labels, coverage and discards stand in columns with bars`() {
    let report = ReportSamples.passed
    #expect(
      report.text() == """
        Property 18: Queue order: held in 200 cases, 50 discarded
          warning: the seed folder is read-only
          discarded for:
            empty queue  30  60.0 %  ████████████
            no caller    20  40.0 %  ████████
          labels:
            one tenant       180  90.0 %  ██████████████████
            several tenants   19   9.5 %  ██
            電話 😀            1   0.5 %  ▌
          coverage:
            several tenants  19 of 200  9.5 %  demanded at least 5.0 %  ██
        """)
    #expect(
      report.text(style: ReportStyle(bars: .ascii)).contains("one tenant       180  90.0 %  ##################\n"))
    #expect(report.failureText() == nil)
  }

  @Test func `a long difference is told below the error`() {
    #expect(
      ReportSamples.falsified.text() == """
        Property "Callers keep their tries": falsified after 7 cases, made small in 31 evaluations
          smallest case:
            ReportTextTests.Caller(kind: .withheld, tries: [0, 1])
          error: kept: not equal: they differ in .kind.known.name and 1 more place (Laws/Callers.swift:3)
            .kind.known.name:
              actual:   "a caller with a long name"
              expected: "a caller with a long nome"
                                               ^
              from scalar 22 on U+0061 U+006D U+0065 instead of U+006F U+006D U+0065
            .tries[1]:
              actual:   1
              expected: 2
                        ^
          run it again: replay vc1c:callers-keep-their-tries:AAtG
          as it was found: replay vc1:callers-keep-their-tries:2a:6
          bug 2 of 2
            smallest case:
              3
            error: busy (PropertyTestingTests.ReportSamples.Refusal)
            run it again: replay vc1c:callers-keep-their-tries:AAAbR
        """)
  }

  @Test func `every other outcome has its words`() {
    #expect(
      ReportSamples.coverageMissed.text() == """
        Property "Queues overflow": coverage missed in 100 cases
          seed: 0x2a
          coverage:
            overflow   2 of 6400  0.0 %  demanded at least 5.0 %  ▌ too few
            full      16 of 6400  0.3 %  demanded at least 0.1 %  ▌
        """)
    #expect(
      ReportSamples.gaveUp.text() == """
        Property "Never": gave up after 3 cases, 1001 discarded
          seed: 0x2a
          discarded for:
            never  1001  100.0 %  ████████████████████
        """)
    #expect(
      ReportSamples.flaky.text() == """
        Property "Tired": flaky after 4 cases: one case both failed and held
          smallest case:
            [1]
          error: busy (PropertyTestingTests.ReportSamples.Refusal)
          run it again: replay vc1c:tired:AAwE
        """)
    #expect(
      ReportSamples.hung.text() == """
        Property "Waits": hung after 4 cases: a case did not end in its time
          smallest case:
            2
          error: no end after 10 s (PropertyTestingTests.ReportSamples.TimedOut)
          seed: 0x2a
        """)
    #expect(
      ReportSamples.unhealthy.text() == """
        Property "Large": unhealthy after 100 cases: of 100 cases, 40 were too large; make smaller ones
          seed: 0x2a
        """)
    #expect(ReportSamples.nothingRan.text() == #"Property "Empty": nothing was run: no cases were asked for"#)
    #expect(
      ReportSamples.doesNotFit.text()
        == #"Property "Old": not replayed: the case of this token does not fit the generator any more"#)
  }

  @Test func `colours come only when asked for`() {
    let style = ReportStyle(colour: .ansi)
    #expect(
      ReportSamples.nothingRan.text(style: style).hasPrefix("\u{1b}[1mProperty \"Empty\"\u{1b}[0m: \u{1b}[31mnothing"))
    #expect(ReportSamples.passed.text(style: style).contains("\u{1b}[32mheld in 200 cases"))
    for report in ReportSamples.all { #expect(!report.text().contains("\u{1b}")) }
  }

  @Test func `titles and labels can not move the cursor`() {
    let report = Report("a\u{1b}[2J\nb\u{202e}", ended: .passed, cases: 1, labels: [LabelCount("\u{7}\r", 1, of: 1)])
    #expect(report.text().hasPrefix(#"Property "a\u{1b}[2J\u{a}b\u{202e}": held"#))
    #expect(report.text().contains(#"    \u{7}\u{d}  1"#))
  }

  @Test func `a variable that is the token is joined to it`() {
    #expect(
      ReportSamples.flaky.text(replay: "PROPERTY_REPLAY=").contains("run it again: PROPERTY_REPLAY=vc1c:tired:AAwE"))
  }

  @Test func `a thrown error is told with its type`() async {
    enum Refusal: Error { case busy }
    let report = await check(Property("thrown", for: .just(1)) { _ in throw Refusal.busy })
    #expect(report.failureText()?.contains("error: busy (PropertyTestingTests.") == true)
  }
}
