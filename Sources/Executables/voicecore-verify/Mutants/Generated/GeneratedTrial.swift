import CommandConventions
public import Foundation

/// Shows faults that stand behind switches to their judges, the laws and the examples: first each of them runs without a fault and
/// says by which switches it comes; a fault is then shown only to those, laws before examples and the quickest first, until one
/// notices.
public struct GeneratedTrial: Sendable {
  /// Runs a judge with an environment variable, as `NAME=VALUE`, and not longer than told.
  public typealias Child = @Sendable (GeneratedJudge, String, Duration) async -> ChildEnd

  /// A judge, and by which faults it comes.
  public struct Passage: Sendable {
    /// The judge.
    public let judge: GeneratedJudge
    /// Numbers of faults.
    public let reached: Set<Int>
    let time: Duration

    /// A fault may make a judge slower; what takes far longer doesn't end.
    var limit: Duration { .seconds(30) + time * 10 }

    /// Laws first, then the quickest.
    func goesBefore(_ other: Passage) -> Bool {
      judge.isLaw == other.judge.isLaw ? time < other.time : judge.isLaw
    }
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

  /// By which faults each judge comes; `tell` is called after each.
  /// - Throws: ``CouldNotRun`` for one that finds something without a fault.
  public func passages(
    of judges: [GeneratedJudge], telling tell: @escaping @Sendable () -> Void = {}
  ) async throws -> [Passage] {
    try await inParallel(judges) { judge in
      defer { tell() }
      return try await passage(of: judge)
    }
  }

  private func passage(of judge: GeneratedJudge) async throws -> Passage {
    let file = folder.appendingPathComponent("reached by \(judge.name)")
    defer { try? FileManager.default.removeItem(at: file) }
    let began = ContinuousClock.now
    let end = await child(judge, "\(PlantedSources.reachedVariable)=\(file.path)", Self.longestPassage)
    try Task.checkCancellation()
    // Who comes by no switch leaves no word.
    let bytes = (try? Data(contentsOf: file)) ?? Data(count: mutations.count)
    guard case .exited(0, _, _) = end, bytes.count == mutations.count else {
      throw CouldNotRun(
        "--generated: \(judge.title) \(judge.isLaw ? "doesn't hold" : "fail") without a fault: \(end.words); "
          + "see \(judge.command)")
    }
    return Passage(
      judge: judge, reached: Set(bytes.enumerated().filter { $0.element == 1 }.map(\.offset)),
      time: ContinuousClock.now - began)
  }

  // MARK: - With one

  /// What comes of these faults, in their order; `tell` is called after each.
  /// - Throws: ``CouldNotRun`` for a judge that gives no answer.
  public func outcomes(
    of faults: [Int], _ passages: [Passage], telling tell: @escaping @Sendable () -> Void = {}
  ) async throws -> [MutantOutcome] {
    try await inParallel(faults) { id in
      defer { tell() }
      return try await outcome(of: id, passages.filter { $0.reached.contains(id) }.sorted { $0.goesBefore($1) })
    }
  }

  private func outcome(of id: Int, _ passages: [Passage]) async throws -> MutantOutcome {
    let mutation = mutations[id]
    let laws = passages.count { $0.judge.isLaw }
    for passage in passages {
      let end = await child(passage.judge, "\(PlantedSources.variable)=\(id)", passage.limit)
      try Task.checkCancellation()
      if let (verdict, cases) = try Self.verdict(end, of: passage.judge) {
        return MutantOutcome(mutation, verdict, by: passage.judge.name, cases: cases, laws: laws)
      }
    }
    return MutantOutcome(mutation, passages.isEmpty ? .notReached : .survived, laws: laws)
  }

  /// What a judge's end says of the fault; `nil` when it finds nothing.
  private static func verdict(
    _ end: ChildEnd, of judge: GeneratedJudge
  ) throws -> (MutantOutcome.Verdict, cases: Int?)? {
    if case .late = end { return (.timedOut, nil) }
    if end.isDeath { return (.caught, nil) }
    guard case .exited(let code, let output, _) = end else {
      throw CouldNotRun("--generated: no answer of \(judge.title): \(end.words)")
    }
    guard judge.isLaw else { return code == 0 ? nil : (.caught, nil) }
    guard let row = JSONReport.rows(output)?.first else {
      throw CouldNotRun("--generated: no answer of \(judge.title): \(end.words)")
    }
    switch row.verdict {
    case .held: return nil
    case .hung: return (.timedOut, row.cases)
    case .couldNotRun: throw CouldNotRun("--generated: \(judge.title) could not run: \(row.error ?? "")")
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
