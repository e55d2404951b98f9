import ArgumentParser
import CommandConventions
import Foundation
import PropertyTesting

/// Runs the laws, then the examples, against many generated faults of the real core, which one build holds: each child process turns one on.
struct GeneratedRun {
  /// What one asks for.
  struct Plan: Sendable {
    let count: Int
    let folders: [String]
    let seed: UInt64
    let cases: Int
    let jobs: Int
  }

  private static let subjects = [VerifySubject.core, .memory, .sim]
  /// Tests that need nothing but the core and a store in memory.
  private static let examples = ["MemoryStoreTests", "VoiceCoreTests"]

  let plan: Plan

  /// - Returns: What came of each fault, and how many were left out as they don't compile.
  /// - Throws: ``CouldNotRun`` without the sources, or for a law or an example that doesn't hold without a fault.
  func outcomes() async throws -> (outcomes: [MutantOutcome], dropped: Int) {
    guard let folder = Checkout.folder else {
      throw CouldNotRun(
        "--generated: faults are planted into a copy of the sources, and there are none above \(Executable.path); "
          + "run it in a checkout of VoiceCore, with the Swift toolchain installed")
    }
    let package = URL(fileURLWithPath: folder)
    let build = PlantedBuild(package: package, subjects: ["core", "memory"], tests: Self.examples)
    let lock = try await ScratchLock(in: build.scratch)
    defer { lock.release() }
    // Nobody shall find a fault in the copy that no run has planted there.
    defer { do { try build.copy.clear() } catch { StandardError.write("\(error)") } }
    let planted = try await GeneratedBuild(build, package: package).planted(
      plan.count, in: plan.folders, seed: plan.seed
    ) { StandardError.write($0) }
    let faults = Array(planted.mutations.indices.filter { !planted.dropped.contains($0) }.prefix(plan.count))
    return (try await shown(faults, of: planted, build), planted.dropped.count)
  }

  private func shown(
    _ faults: [Int], of planted: PlantedSources, _ build: PlantedBuild
  ) async throws -> [MutantOutcome] {
    let trial = GeneratedTrial(of: planted, jobs: plan.jobs, in: build.scratch) { judge, variable, limit in
      let command =
        switch judge {
        case .law(let law): [build.executable] + law.arguments(.whole)
        case .examples: [build.testProgram, "--testing-library", "swift-testing"]
        }
      return await ChildProcess.run("/usr/bin/env", [variable] + command, limit: limit)
    }
    let judges = try await laws().map(GeneratedJudge.law) + [.examples(Self.examples)]
    let display = ProgressDisplay(laws: 2)
    return try await display.showing {
      display.begin("laws and examples without a fault", demanded: judges.count)
      let passages = try await trial.passages(of: judges) { display.update { $0.cases += 1 } }
      let reached = faults.count { id in passages.contains { $0.reached.contains(id) } }
      display.end(
        "without a fault: \(judges.count - 1) laws and the examples held; "
          + "they come by \(reached) of \(faults.count) faults")
      display.begin("faults", demanded: faults.count)
      let outcomes = try await trial.outcomes(of: faults, passages) { display.update { $0.cases += 1 } }
      display.end("faults: \(outcomes.count { $0.verdict == .survived }) of \(reached) survived")
      return outcomes
    }
  }

  /// Every law of the subjects, as it is asked of a process of its own.
  private func laws() async throws -> [IsolatedLaw] {
    let subjects = Self.subjects.map(\.rawValue).joined(separator: ",")
    let selection = try await Selection(
      Laws.parse([
        "--subject", subjects, "--seed", SeedText.text(plan.seed), "--cases", "\(plan.cases)", "--workers", "1",
        "--shrinks", "0", "--unsaved",
      ]))
    return selection.items.map { item in
      IsolatedLaw(
        number: item.number, title: item.title, subject: item.subject.rawValue,
        settings: selection.settings(on: item.subject))
    }
  }
}
