import ArgumentParser
import CommandConventions
import Foundation
import PropertyTesting

/// Runs the laws against many generated faults of the real core, which one build holds: each child process turns one on.
///
/// First every law runs without a fault and says by which switches it comes; a fault is then shown only to those, the
/// quickest first, until one notices.
struct GeneratedRun {
  /// What one asks for.
  struct Plan: Sendable {
    let count: Int
    let folders: [String]
    let seed: UInt64
    let cases: Int
    let jobs: Int
  }

  /// A law, and by which faults it comes.
  private struct Passage: Sendable {
    let law: IsolatedLaw
    let reached: Set<Int>
    let time: Duration

    var name: String { "\(law.number) on \(law.subject)" }
    /// A fault may make a law slower; what takes far longer doesn't end.
    var limit: Duration { .seconds(30) + time * 10 }
  }

  private static let subjects = [VerifySubject.core, .memory, .sim]
  private static let longestPassage = Duration.seconds(600)

  let plan: Plan

  /// - Returns: What came of each fault, and how many were left out as they don't compile.
  /// - Throws: ``CouldNotRun`` without the sources, or for a law that doesn't hold without a fault.
  func outcomes() async throws -> (outcomes: [MutantOutcome], dropped: Int) {
    guard let folder = Checkout.folder else {
      throw CouldNotRun(
        "--generated: faults are planted into a copy of the sources, and there are none above \(Executable.path); "
          + "run it in a checkout of VoiceCore, with the Swift toolchain installed")
    }
    let package = URL(fileURLWithPath: folder)
    let build = PlantedBuild(package: package, subjects: ["core", "memory"])
    let lock = try await ScratchLock(in: build.scratch)
    defer { lock.release() }
    // Nobody shall find a fault in the copy that no run has planted there.
    defer { do { try build.copy.clear() } catch { StandardError.write("\(error)") } }
    let planted = try await GeneratedBuild(build, package: package).planted(
      plan.count, in: plan.folders, seed: plan.seed
    ) { StandardError.write($0) }
    let selection = try await selection()
    let laws = selection.items.map { item in
      IsolatedLaw(
        number: item.number, title: item.title, subject: item.subject.rawValue,
        settings: selection.settings(on: item.subject))
    }
    let wanted = Array(planted.mutations.indices.filter { !planted.dropped.contains($0) }.prefix(plan.count))
    let display = ProgressDisplay(laws: 2)
    return try await display.showing {
      display.begin("laws without a fault", demanded: laws.count)
      let passages = try await inParallel(laws) { law in
        defer { display.update { $0.cases += 1 } }
        return try await passage(law, build, switches: planted.mutations.count)
      }
      let found = wanted.count { id in passages.contains { $0.reached.contains(id) } }
      display.end("laws without a fault: \(laws.count) held; they come by \(found) of \(wanted.count) faults")
      display.begin("faults", demanded: wanted.count)
      let outcomes = try await inParallel(wanted) { id in
        defer { display.update { $0.cases += 1 } }
        return try await outcome(of: id, planted.mutations[id], passages, build)
      }
      display.end("faults: \(outcomes.count { $0.verdict == .survived }) of \(found) survived")
      return (outcomes, planted.dropped.count)
    }
  }

  private func selection() async throws -> Selection {
    let subjects = Self.subjects.map(\.rawValue).joined(separator: ",")
    return try await Selection(
      Laws.parse([
        "--subject", subjects, "--seed", SeedText.text(plan.seed), "--cases", "\(plan.cases)", "--workers", "1",
        "--shrinks", "0", "--unsaved",
      ]))
  }

  // MARK: - Without a fault

  private func passage(_ law: IsolatedLaw, _ build: PlantedBuild, switches: Int) async throws -> Passage {
    let file = build.scratch.appendingPathComponent("reached-\(law.number)-\(law.subject)")
    defer { try? FileManager.default.removeItem(at: file) }
    let began = ContinuousClock.now
    let end = await ask(law, build, ["\(PlantedSources.reachedVariable)=\(file.path)"], limit: Self.longestPassage)
    guard case .exited(0, _, _) = end, let bytes = try? Data(contentsOf: file), bytes.count == switches else {
      try Task.checkCancellation()
      throw CouldNotRun(
        "--generated: property \(law.number) on \(law.subject) doesn't hold without a fault: \(end.words); "
          + "see voicecore-verify --property \(law.number) --subject \(law.subject)")
    }
    return Passage(
      law: law, reached: Set(bytes.enumerated().filter { $0.element == 1 }.map(\.offset)),
      time: ContinuousClock.now - began)
  }

  private func ask(
    _ law: IsolatedLaw, _ build: PlantedBuild, _ variables: [String], limit: Duration
  ) async -> ChildEnd {
    await ChildProcess.run("/usr/bin/env", variables + [build.executable] + law.arguments(.whole), limit: limit)
  }

  // MARK: - With one

  private func outcome(
    of id: Int, _ mutation: SourceMutation, _ passages: [Passage], _ build: PlantedBuild
  ) async throws -> MutantOutcome {
    let coming = passages.filter { $0.reached.contains(id) }.sorted { $0.time < $1.time }
    guard !coming.isEmpty else { return MutantOutcome(mutation, .notReached, laws: 0) }
    for passage in coming {
      let end = await ask(passage.law, build, ["\(PlantedSources.variable)=\(id)"], limit: passage.limit)
      try Task.checkCancellation()
      if let verdict = try Self.verdict(end, passage.name) {
        return MutantOutcome(mutation, verdict.verdict, by: passage.name, cases: verdict.cases, laws: coming.count)
      }
    }
    return MutantOutcome(mutation, .survived, laws: coming.count)
  }

  /// What a law's end says of the fault; `nil` when the law holds.
  private static func verdict(
    _ end: ChildEnd, _ name: String
  ) throws -> (verdict: MutantOutcome.Verdict, cases: Int?)? {
    if case .late = end { return (.timedOut, nil) }
    if end.isDeath { return (.caught, nil) }
    guard case .exited(_, let output, _) = end, let row = JSONReport.rows(output)?.first else {
      throw CouldNotRun("--generated: no answer of property \(name): \(end.words)")
    }
    switch row.verdict {
    case .held: return nil
    case .hung: return (.timedOut, row.cases)
    case .couldNotRun: throw CouldNotRun("--generated: property \(name) could not run: \(row.error ?? "")")
    default: return (.caught, row.cases)
    }
  }

  // MARK: - At once

  /// What `body` makes of each, as many at once as there are jobs, in the order of the elements.
  private func inParallel<Element: Sendable, Outcome: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Outcome
  ) async throws -> [Outcome] {
    try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
      var next = 0
      var outcomes: [Int: Outcome] = [:]
      func begin() {
        guard next < elements.count else { return }
        let (index, element) = (next, elements[next])
        next += 1
        group.addTask { (index, try await body(element)) }
      }
      for _ in 0..<plan.jobs { begin() }
      while let (index, outcome) = try await group.next() {
        outcomes[index] = outcome
        begin()
      }
      return elements.indices.compactMap { outcomes[$0] }
    }
  }
}
