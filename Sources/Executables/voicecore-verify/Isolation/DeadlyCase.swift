import Foundation
public import PropertyTesting

/// Makes a case that ends its process, or that never ends, as small as it gets: each candidate runs in a process of its own.
///
/// It runs in a process of its own itself, as it makes values: a generator may trap, too.
public struct DeadlyCase: Sendable {
  /// Candidates that are run, at most.
  static let mostCandidates = 300

  private let law: IsolatedLaw
  private let property: Property
  private let limit: Duration
  private let child: @Sendable ([String], Duration) async -> ChildEnd

  /// A case of `law`, which is `property` here; no candidate begins after `limit`. Each process runs this very program.
  init(_ law: IsolatedLaw, _ property: Property, limit: Duration) {
    self.init(law, property, limit: limit) { await ChildProcess.run(Executable.path, $0, limit: $1) }
  }

  /// - Parameter child: Runs this program with arguments, and not longer than told.
  public init(
    _ law: IsolatedLaw, _ property: Property, limit: Duration,
    child: @escaping @Sendable ([String], Duration) async -> ChildEnd
  ) {
    self.law = law
    self.property = property
    self.limit = limit
    self.child = child
  }

  /// The row of the smallest case that ends in the same way as that of `token`; `nil` when that one doesn't.
  public func row(_ token: ReplayToken) async -> ReportRow? {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    guard let end = DeadlyEnd(await child(law.arguments(.saved(token)), limit)) else { return nil }
    let smaller = await property.smaller(than: token, evaluations: Self.mostCandidates) { [law, child] candidate in
      let left = clock.now.duration(to: deadline)
      guard left > .zero else { return nil }
      return DeadlyEnd(await child(law.arguments(.saved(candidate)), left)) == end
    }
    guard let smaller else { return nil }
    var row = ReportRow(
      property: law.number, title: law.title, subject: law.subject, verdict: end == .hang ? .hung : .crashed,
      seed: SeedText.text(law.settings.seed))
    row.evaluations = smaller.evaluations
    row.smallest = smaller.text
    row.token = "\(smaller.token)"
    if smaller.isFlaky { row.warnings = ["the smallest case ended otherwise when it was run again"] }
    return row
  }
}
