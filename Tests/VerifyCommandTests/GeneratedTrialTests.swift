import Foundation
import PropertyTesting
import Synchronization
import Testing
import VerifyCommand

@Suite("Generated faults shown to laws")
struct GeneratedTrialTests {
  /// Four faults, the last by which no law comes.
  private static let planted = PlantedSources(
    SourceMutator.mutations(
      of: "let a = b < c\nlet d = e < f\nlet g = h < i\nlet j = k < l\n", path: "Sources/VoiceCore/A/B.swift"))

  private static func law(_ number: Int) -> GeneratedJudge {
    .law(IsolatedLaw(number: number, title: "law", subject: "core", settings: RunSettings()))
  }

  private static func ended(_ verdict: Verdict, cases: Int = 100) -> ChildEnd {
    .exited(
      code: verdict == .held ? 0 : 1, output: JSONReport.text([Sample.row(verdict, cases: cases)], Sample.head),
      diagnostics: "")
  }

  /// A judge that comes by these faults, and what it says of a fault.
  private typealias Script = (reached: [UInt8], with: [Int: ChildEnd])

  private static func outcomes(
    _ scripts: [Int: Script], examples: Script? = nil, asked: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> [MutantOutcome] {
    let trial = GeneratedTrial(of: planted, jobs: 2, in: FileManager.default.temporaryDirectory) { judge, variable, _ in
      let parts = variable.split(separator: "=", maxSplits: 1).map(String.init)
      let (name, known): (String, Script?) =
        switch judge {
        case .law(let law): ("\(law.number)", scripts[law.number])
        case .examples: ("examples", examples)
        }
      guard let script = known else { return .notStarted("no such judge") }
      if parts[0] == PlantedSources.reachedVariable {
        // The first switch that is asked sees to the file.
        if script.reached.contains(1) { try? Data(script.reached).write(to: URL(fileURLWithPath: parts[1])) }
        return ended(.held)
      }
      asked("\(name): \(parts[1])")
      return script.with[Int(parts[1]) ?? -1] ?? ended(.held)
    }
    let judges = (examples == nil ? [] : [.examples(["ATests"])]) + scripts.keys.sorted().map(law)
    return try await trial.outcomes(of: [0, 1, 2, 3], try await trial.passages(of: judges))
  }

  @Test func `a fault is shown to the laws that come by, until one notices`() async throws {
    let asked = Mutex<[String]>([])
    let outcomes = try await Self.outcomes([
      901: ([1, 1, 0, 0], [0: Self.ended(.falsified, cases: 7)]),
      902: ([0, 1, 1, 0], [2: .killed(signal: 4, diagnostics: "")]),
    ]) { line in asked.withLock { $0.append(line) } }
    #expect(outcomes.map(\.verdict) == [.caught, .survived, .caught, .notReached])
    #expect(outcomes.map(\.laws) == [1, 2, 1, 0])
    #expect(outcomes.map(\.by) == ["901 on core", nil, "902 on core", nil] && outcomes[0].cases == 7)
    #expect(asked.withLock { $0.sorted() } == ["901: 0", "901: 1", "902: 1", "902: 2"])
  }

  @Test func `what no law notices is shown to the examples that come by`() async throws {
    let asked = Mutex<[String]>([])
    let failed = ChildEnd.exited(code: 1, output: "", diagnostics: "")
    let outcomes = try await Self.outcomes(
      [908: ([1, 1, 0, 0], [0: Self.ended(.falsified)])],
      examples: ([1, 1, 1, 0], [0: failed, 1: failed, 2: .exited(code: 0, output: "", diagnostics: "")])
    ) { line in asked.withLock { $0.append(line) } }
    #expect(outcomes.map(\.verdict) == [.caught, .caught, .survived, .notReached])
    #expect(outcomes.map(\.by) == ["908 on core", "examples", nil, nil])
    #expect(outcomes.map(\.laws) == [1, 1, 0, 0])
    #expect(asked.withLock { $0.sorted() } == ["908: 0", "908: 1", "examples: 1", "examples: 2"])
  }

  @Test func `examples that fail without a fault end the trial`() async throws {
    let trial = GeneratedTrial(of: Self.planted, jobs: 1, in: FileManager.default.temporaryDirectory) { _, _, _ in
      .exited(code: 1, output: "", diagnostics: "")
    }
    let refusal = await #expect(throws: (any Error).self) { try await trial.passages(of: [.examples(["ATests"])]) }
    let words = "\(try #require(refusal))"
    #expect(
      words.contains("the examples fail without a fault") && words.contains("--filter '^(ATests)\\.'"), "\(words)")
  }

  @Test func `a law that comes by no fault holds all the same`() async throws {
    let outcomes = try await Self.outcomes([
      906: ([0, 0, 0, 0], [:]), 907: ([1, 0, 0, 0], [0: Self.ended(.falsified)]),
    ])
    #expect(outcomes.map(\.verdict) == [.caught, .notReached, .notReached, .notReached])
  }

  @Test func `what doesn't end is told apart`() async throws {
    let outcomes = try await Self.outcomes([903: ([1, 1, 1, 0], [0: .late, 1: Self.ended(.hung)])])
    #expect(outcomes.map(\.verdict) == [.timedOut, .timedOut, .survived, .notReached])
  }

  @Test func `a law that falls without a fault ends the trial`() async throws {
    let trial = GeneratedTrial(of: Self.planted, jobs: 1, in: FileManager.default.temporaryDirectory) { _, _, _ in
      Self.ended(.falsified)
    }
    let refusal = await #expect(throws: (any Error).self) { try await trial.passages(of: [Self.law(904)]) }
    #expect("\(try #require(refusal))".contains("property 904 on core doesn't hold without a fault"))
  }

  @Test func `a law that gives no answer ends the trial`() async throws {
    let refusal = await #expect(throws: (any Error).self) {
      try await Self.outcomes([905: ([1, 0, 0, 0], [0: .notStarted("no")])])
    }
    #expect("\(try #require(refusal))".contains("no answer of property 905 on core"))
  }
}
