import CommandConventions
public import Foundation

/// Shows faults that stand behind switches to the laws: first every law runs without a fault and says by which switches it
/// comes; a fault is then shown only to those, the quickest first, until one notices.
public struct GeneratedTrial: Sendable {
  /// Runs a law with an environment variable, as `NAME=VALUE`, and not longer than told.
  public typealias Child = @Sendable (IsolatedLaw, String, Duration) async -> ChildEnd

  /// A law, and by which faults it comes.
  public struct Passage: Sendable {
    /// The law.
    public let law: IsolatedLaw
    /// Numbers of faults.
    public let reached: Set<Int>
    let time: Duration

    var name: String { "\(law.number) on \(law.subject)" }
    /// A fault may make a law slower; what takes far longer doesn't end.
    var limit: Duration { .seconds(30) + time * 10 }
  }

  private static let longestPassage = Duration.seconds(600)

  private let mutations: [SourceMutation]
  private let jobs: Int
  private let folder: URL
  private let child: Child

  /// - Parameters:
  ///   - jobs: Processes at once.
  ///   - folder: Where processes leave word of the switches they were asked.
  public init(of planted: PlantedSources, jobs: Int, in folder: URL, child: @escaping Child) {
    mutations = planted.mutations
    self.jobs = jobs
    self.folder = folder
    self.child = child
  }

  // MARK: - Without a fault

  /// By which faults each law comes; `tell` is called after each.
  /// - Throws: ``CouldNotRun`` for a law that doesn't hold without a fault.
  public func passages(
    of laws: [IsolatedLaw], telling tell: @escaping @Sendable () -> Void = {}
  ) async throws -> [Passage] {
    try await inParallel(laws) { law in
      defer { tell() }
      return try await passage(of: law)
    }
  }

  private func passage(of law: IsolatedLaw) async throws -> Passage {
    let file = folder.appendingPathComponent("reached-\(law.number)-\(law.subject)")
    defer { try? FileManager.default.removeItem(at: file) }
    let began = ContinuousClock.now
    let end = await child(law, "\(PlantedSources.reachedVariable)=\(file.path)", Self.longestPassage)
    try Task.checkCancellation()
    // A law that comes by no switch leaves no word.
    let bytes = (try? Data(contentsOf: file)) ?? Data(count: mutations.count)
    guard case .exited(0, _, _) = end, bytes.count == mutations.count else {
      throw CouldNotRun(
        "--generated: property \(law.number) on \(law.subject) doesn't hold without a fault: \(end.words); "
          + "see voicecore-verify --property \(law.number) --subject \(law.subject)")
    }
    return Passage(
      law: law, reached: Set(bytes.enumerated().filter { $0.element == 1 }.map(\.offset)),
      time: ContinuousClock.now - began)
  }

  // MARK: - With one

  /// What comes of these faults, in their order; `tell` is called after each.
  /// - Throws: ``CouldNotRun`` for a law that gives no answer.
  public func outcomes(
    of faults: [Int], _ passages: [Passage], telling tell: @escaping @Sendable () -> Void = {}
  ) async throws -> [MutantOutcome] {
    try await inParallel(faults) { id in
      defer { tell() }
      return try await outcome(of: id, passages.filter { $0.reached.contains(id) }.sorted { $0.time < $1.time })
    }
  }

  private func outcome(of id: Int, _ passages: [Passage]) async throws -> MutantOutcome {
    let mutation = mutations[id]
    for passage in passages {
      let end = await child(passage.law, "\(PlantedSources.variable)=\(id)", passage.limit)
      try Task.checkCancellation()
      if let (verdict, cases) = try Self.verdict(end, passage.name) {
        return MutantOutcome(mutation, verdict, by: passage.name, cases: cases, laws: passages.count)
      }
    }
    return MutantOutcome(mutation, passages.isEmpty ? .notReached : .survived, laws: passages.count)
  }

  /// What a law's end says of the fault; `nil` when the law holds.
  private static func verdict(_ end: ChildEnd, _ name: String) throws -> (MutantOutcome.Verdict, cases: Int?)? {
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
      for _ in 0..<jobs { begin() }
      while let (index, outcome) = try await group.next() {
        outcomes[index] = outcome
        begin()
      }
      return elements.indices.compactMap { outcomes[$0] }
    }
  }
}
