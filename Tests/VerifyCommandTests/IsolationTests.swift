import PropertyTesting
import Synchronization
import Testing
import VerifyCommand

@Suite("Laws in processes of their own")
struct IsolationTests {
  private static func law(cases: Int, replay: String? = nil) -> IsolatedLaw {
    IsolatedLaw(
      number: 6, title: "AI Transfer Logic", subject: "memory",
      settings: RunSettings(cases: cases, seed: 0x1f, replay: replay.flatMap { ReplayToken($0) }))
  }

  /// A child in which the case with index `fatal` traps, and those in `discarded` don't count.
  private static func child(
    fatal: Int, discarded: Set<Int> = [], calls: Calls = Calls()
  ) -> @Sendable ([String], Duration) async -> ChildEnd {
    { arguments, _ in
      calls.count.withLock { $0 += 1 }
      let trap = ChildEnd.killed(signal: 4, diagnostics: "x\nA.swift:3: Fatal error: Index out of range\n")
      func value(_ flag: String) -> String? {
        arguments.firstIndex(of: flag).map { arguments[$0 + 1] }
      }
      var row = Sample.row(.held, subject: "memory")
      if let token = value("--replay") {
        if token.hasSuffix(":\(fatal)") { return trap }
      } else {
        var (cases, index) = (0, 0)
        while cases < value("--cases").flatMap({ Int($0) }) ?? 0 {
          if index == fatal { return trap }
          if discarded.contains(index) { row.discards += 1 } else { cases += 1 }
          index += 1
        }
        row.cases = cases
      }
      return .exited(code: 0, output: JSONReport.text([row], Sample.head), diagnostics: "")
    }
  }

  private final class Calls: Sendable { let count = Mutex(0) }

  @Test func `a law that holds in its process holds`() async {
    let row = await Isolation(limit: .seconds(1), child: Self.child(fatal: -1)).row(Self.law(cases: 30))
    #expect(row.verdict == .held)
    #expect(row.cases == 30)
  }

  @Test(arguments: [0, 1, 2, 17, 62, 99], [[], [0], [3, 4, 5], [16, 17, 18, 60, 61]])
  func `the case that traps is named by its token`(fatal: Int, discarded: [Int]) async {
    guard !discarded.contains(fatal) else { return }
    let calls = Calls()
    let child = Self.child(fatal: fatal, discarded: Set(discarded), calls: calls)
    let row = await Isolation(limit: .seconds(1), child: child).row(Self.law(cases: 100))
    #expect(row.verdict == .crashed)
    #expect(row.token == "vc1:6:1f:\(fatal)")
    #expect(row.replay?.hasSuffix("--property 6 --subject memory --replay vc1:6:1f:\(fatal)") == true)
    #expect(row.failure?.contains("signal 4 (trap)") == true)
    #expect(row.failure?.contains("Fatal error: Index out of range") == true)
    #expect(calls.count.withLock { $0 } <= 20)
  }

  @Test func `a trap in a smaller case leaves the failure as it was found`() async {
    let row = await Isolation(limit: .seconds(1)) { arguments, _ in
      guard arguments.contains("0") else { return .killed(signal: 5, diagnostics: "") }
      let found = Sample.row(.falsified, subject: "memory", failure: "Property 6: falsified")
      return .exited(code: 1, output: JSONReport.text([found], Sample.head), diagnostics: "")
    }.row(Self.law(cases: 100))
    #expect(row.verdict == .falsified)
    #expect(row.failure?.contains("a smaller case traps") == true)
  }

  /// Failures of earlier runs, in memory.
  private struct Kept: SavedFailures {
    let tokens: [String]
    func page(for property: String) -> SavedPage {
      SavedPage(failures: tokens.compactMap { ReplayToken($0) }.map { SavedFailure(token: $0, origin: "here") })
    }
    func add(_ failure: SavedFailure, for property: String) {}
  }

  @Test func `a saved case that traps is named, and not taken for an example`() async {
    var law = Self.law(cases: 100)
    var settings = law.settings
    settings.saved = Kept(tokens: ["vc1:6:1:3", "vc1:7:1:1", "vc1:6:1:4", "vc1:6:1:5"])
    law = IsolatedLaw(number: 6, title: law.title, subject: "memory", settings: settings, saved: "kept")
    let asked = Calls()
    let row = await Isolation(limit: .seconds(1)) { arguments, _ in
      asked.count.withLock { $0 += 1 }
      if arguments.contains("--saved") || arguments.contains("vc1:6:1:4") {
        return .killed(signal: 4, diagnostics: "")
      }
      return .exited(
        code: 0, output: JSONReport.text([Sample.row(.held, subject: "memory")], Sample.head), diagnostics: "")
    }.row(law)
    #expect(row.verdict == .crashed && row.token == "vc1:6:1:4")
    #expect(row.failure?.contains("a saved case does it") == true && row.failure?.contains("under kept") == true)
    // All, two saved cases, and the one that traps to be made smaller.
    #expect(asked.count.withLock { $0 } == 4)
  }

  @Test func `a part of the law that doesn't end in its time is no trap`() async {
    let asked = Calls()
    let row = await Isolation(limit: .seconds(1)) { arguments, _ in
      asked.count.withLock { $0 += 1 }
      if arguments.contains("--replay") { return .late }
      return .killed(signal: 4, diagnostics: "")
    }.row(Self.law(cases: 8))
    #expect(row.verdict == .crashed && row.token == nil)
    #expect(row.failure?.contains("is unknown") == true && row.failure?.contains("did not end in its time") == true)
    #expect(asked.count.withLock { $0 } == 6)
  }

  @Test func `no case is sought where each search would start a server`() async {
    let law = IsolatedLaw(number: 6, title: "x", subject: "server", settings: RunSettings(cases: 100, seed: 1))
    let asked = Calls()
    let row = await Isolation(limit: .seconds(1)) { _, _ in
      asked.count.withLock { $0 += 1 }
      return .killed(signal: 4, diagnostics: "")
    }.row(law)
    #expect(row.verdict == .crashed && asked.count.withLock { $0 } == 1)
  }

  @Test func `a law that never ends is hung, and one that can't begin could not run`() async {
    let hung = await Isolation(limit: .seconds(1)) { _, _ in .late }.row(Self.law(cases: 100))
    #expect(hung.verdict == .hung)
    #expect(hung.replay?.contains("--cases 100 --seed 0x1f") == true)
    let missing = await Isolation(limit: .seconds(1)) { _, _ in .notStarted("no such file") }.row(Self.law(cases: 100))
    #expect(missing.verdict == .couldNotRun)
    let refused = await Isolation(limit: .seconds(1)) { _, _ in
      .exited(code: 3, output: "", diagnostics: "seed 1\nError: no disk\n")
    }.row(Self.law(cases: 100))
    #expect(refused.verdict == .couldNotRun)
    #expect(refused.failure?.contains("no disk") == true)
  }

  @Test func `a program's end is told as it was`() async {
    let shell = "/bin/sh"
    let limit = Duration.seconds(30)
    #expect(
      await ChildProcess.run(shell, ["-c", "echo out; echo err >&2; exit 3"], limit: limit)
        == .exited(code: 3, output: "out\n", diagnostics: "err\n"))
    #expect(
      await ChildProcess.run(shell, ["-c", "kill -TRAP $$"], limit: limit) == .killed(signal: 5, diagnostics: ""))
    #expect(await ChildProcess.run(shell, ["-c", "exec sleep 600"], limit: .milliseconds(50)) == .late)
    guard case .notStarted = await ChildProcess.run("/no/such/program", [], limit: limit) else {
      Issue.record("a program that isn't there was started")
      return
    }
  }
}
