import CommandConventions
import Foundation

/// Plants generated faults into the copy of the sources and builds it, all at once.
struct GeneratedBuild {
  /// The parts of the hexagon that laws speak of.
  static let folders = [
    "Access", "Agents", "Calls", "Conversation", "Knowledge", "Privacy", "Queue", "Recordings", "Resilience", "Routing",
    "Screening", "Tenancy",
  ]
  /// Builds until what doesn't compile is out. Each takes out the faults whose lines the compiler names, and one hides others.
  private static let mostRounds = 12
  /// For each fault that is wanted, one more in so many is planted, for those which won't compile.
  private static let spareShare = 8

  private let build: PlantedBuild
  private let package: URL

  init(_ build: PlantedBuild, package: URL) {
    self.build = build
    self.package = package
  }

  /// The faults, of which the first `count` that compile are built; `tell` is told of each attempt.
  /// - Throws: ``CouldNotRun`` when there are none, or the copy doesn't build for another reason.
  func planted(
    _ count: Int, in folders: [String], seed: UInt64, telling tell: (String) -> Void
  ) async throws -> PlantedSources {
    let all = try folders.flatMap { try mutations(of: $0) }
    var planted = PlantedSources(
      SourceMutator.chosen(count + count / Self.spareShare + 1, of: all, seed: seed))
    guard !planted.mutations.isEmpty else { throw CouldNotRun("--generated: there is nothing to change") }
    for round in 1...Self.mostRounds {
      try Task.checkCancellation()
      tell("plants \(planted.mutations.count - planted.dropped.count) of \(all.count) faults and builds, \(round) …")
      try build.copy.hold(planted.files(source))
      guard let failed = await build.attempt() else { return planted }
      guard planted.drop(failed) > 0 else {
        throw CouldNotRun("--generated: the planted code doesn't build" + PlantedBuild.shown(failed))
      }
    }
    throw CouldNotRun("--generated: the planted code doesn't build after \(Self.mostRounds) attempts")
  }

  private func mutations(of folder: String) throws -> [SourceMutation] {
    try build.copy.files(under: "Sources/VoiceCore/\(folder)", in: package).filter { $0.hasSuffix(".swift") }.sorted()
      .flatMap { path in SourceMutator.mutations(of: try source(path), path: path) }
  }

  private func source(_ path: String) throws -> String {
    do { return try String(contentsOf: package.appendingPathComponent(path), encoding: .utf8) } catch {
      throw CouldNotRun("--generated: can't read \(path): \(error.localizedDescription)")
    }
  }
}
