/// Looks for the simplest recording that still fails for the same reason: passes over the recording, to a fixed point.
///
/// A pass proposes ranks; the generator follows them as far as they fit, and what it recorded is judged. So no pass needs
/// to know what the choices mean, and no candidate is invalid.
struct Shrinker<Subject: ShrinkSubject> {
  /// After so many evaluations the best case is run again, to notice a property that fails by chance.
  private static var evaluationsBetweenChecks: Int { 200 }
  /// Candidates that may be followed for each evaluation allowed; most of them turn out as known or no simpler.
  private static var followedPerEvaluation: Int { 50 }
  /// What following and looking may cost, about one for each choice: a second or two, however large the case is.
  private static var maximumWork: Int { 50_000_000 }
  /// Places that a pass may look through for what following one choice costs.
  private static var looksPerChoice: Int { 16 }

  let subject: Subject
  private(set) var best: Recording
  private(set) var evaluations = 0
  private(set) var isFlaky = false
  /// How often the best case has changed.
  private(set) var improvements = 0

  private let maximumEvaluations: Int
  private var followed = 0
  private var nextCheck = Self.evaluationsBetweenChecks
  // Only ever asked whether it contains something, so its order shows nowhere.
  private var tried: Set<RankFingerprint> = []
  private let workBefore: Int
  private var looks = 0

  init(_ subject: Subject, _ first: Recording, maximumEvaluations: Int) {
    self.subject = subject
    best = first
    self.maximumEvaluations = maximumEvaluations
    workBefore = subject.work
    tried.insert(RankFingerprint(first.ranks))
  }

  /// The last evaluation is kept to confirm the result.
  var isSpent: Bool {
    isFlaky || evaluations >= maximumEvaluations - 1 || followed / Self.followedPerEvaluation >= maximumEvaluations
      || subject.work - workBefore + looks / Self.looksPerChoice >= Self.maximumWork
  }

  /// Counts places that a pass looks through without following anything.
  mutating func count(looks: Int) { self.looks += looks }

  mutating func shrink() async {
    guard maximumEvaluations > 0, await stillFails() else { return }
    if await attempt([]) { return await confirm() }
    var before: [UInt64]
    repeat {
      repeat {
        before = best.ranks
        await shrinkPlainly()
      } while best.ranks != before && !isSpent
      await shrinkTogether()
    } while best.ranks != before && !isSpent
    await confirm()
  }

  /// What makes most cases small: one change at a time, the largest first.
  private mutating func shrinkPlainly() async {
    await deleteItems()
    await deleteAttempts()
    await deleteParts()
    await hoistDescendants()
    await simplifySpans()
    await joinCollections()
    await sortSiblings()
    await lowerEqualsTogether()
    await simplifyReals()
    await lowerEach()
    await lowerPairs()
    await lowerCounts()
    await deleteAndRenumber()
    await mergeItems()
  }

  /// What gets a small case out of a corner: changes in two places at once, each of which alone would not fail. They
  /// cost more, so they come when nothing else helps.
  private mutating func shrinkTogether() async {
    await deleteTogether()
    await swapApart()
    await exchangeNumbers()
    await tradeNumbers()
    await varyAlternatives()
  }

  /// Takes `ranks` as the best case if what the generator makes of them is simpler and fails.
  /// - Parameter fence: A span whose choices alone may move; what comes after it is read from where it was.
  mutating func attempt(_ ranks: [UInt64], within fence: Int? = nil) async -> Bool {
    guard !isSpent else { return false }
    count(looks: ranks.count)
    if fence == nil, !tried.insert(RankFingerprint(ranks)).inserted { return false }
    let boundary = fence.map { ChoiceSource.Fence(span: $0, end: Int(best.spans[$0].end)) }
    followed += 1
    let candidate = subject.follow(ranks, fence: boundary)
    return await take(candidate, isKnown: fence == nil && candidate?.ranks == ranks)
  }

  /// The same for a script that is followed part by part.
  mutating func attempt(_ script: AlignedScript) async -> Bool {
    guard !isSpent else { return false }
    followed += 1
    return await take(subject.follow(script), isKnown: false)
  }

  private mutating func take(_ candidate: Recording?, isKnown: Bool) async -> Bool {
    guard let candidate, candidate.isSimpler(than: best) else { return false }
    if !isKnown, !tried.insert(RankFingerprint(candidate.ranks)).inserted { return false }
    evaluations += 1
    guard await subject.failsAgain() else { return false }
    best = candidate
    improvements += 1
    if evaluations >= nextCheck {
      nextCheck = evaluations + Self.evaluationsBetweenChecks
      // Found flaky, it is spent, and every pass ends; but the best case did change.
      _ = await stillFails()
    }
    return true
  }

  /// What the generator makes of `ranks`, without judging the value.
  mutating func preview(_ ranks: [UInt64]) -> Recording? {
    guard !isSpent else { return nil }
    followed += 1
    return subject.follow(ranks, fence: nil)
  }

  private mutating func confirm() async {
    if !isFlaky, evaluations < maximumEvaluations { _ = await stillFails() }
  }

  private mutating func stillFails() async -> Bool {
    evaluations += 1
    guard let again = subject.follow(best.ranks, fence: nil), again.ranks == best.ranks, await subject.failsAgain()
    else {
      isFlaky = true
      return false
    }
    return true
  }
}
