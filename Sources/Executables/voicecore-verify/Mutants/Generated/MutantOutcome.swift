/// What came of one generated fault.
public struct MutantOutcome: Equatable, Sendable, Encodable {
  /// Whether somebody noticed.
  public enum Verdict: String, Sendable, Encodable {
    /// A law fell or an example failed, or the process died.
    case caught
    /// A law didn't end in its time, or the examples didn't.
    case timedOut = "timed out"
    /// Every law that comes by held, and no example failed.
    case survived
    /// No law and no example comes by: nobody could have noticed.
    case notReached = "not reached"
    /// Nobody noticed, for it changes nothing that anybody could see; ``MutantOutcome/reason`` says why.
    case harmless
  }

  /// `PATH:LINE`.
  public let place: String
  /// The part of the hexagon.
  public let folder: String
  public let kind: SourceMutation.Kind
  /// The line as it is and as it would be.
  public let before: String
  public let after: String
  /// The change in words.
  public let words: String
  public let verdict: Verdict
  /// Who noticed: a law, such as `18 on core`, or `examples`.
  public let by: String?
  /// Cases that held before, of a law that fell.
  public let cases: Int?
  /// Laws that come by.
  public let laws: Int
  /// Why nobody can notice, of one that is harmless.
  public let reason: String?

  /// What came of `mutation`, by which `laws` laws come. One that nobody noticed is harmless if ``HarmlessChange`` knows it.
  public init(
    _ mutation: SourceMutation, _ verdict: Verdict, by judge: String? = nil, cases: Int? = nil, laws: Int
  ) {
    place = mutation.place
    folder = SourceMutator.folder(of: mutation.path)
    kind = mutation.kind
    before = mutation.before
    after = mutation.after
    words = mutation.words
    let isUnnoticed = verdict == .survived || verdict == .notReached
    reason = isUnnoticed ? HarmlessChange.reason(of: mutation) : nil
    self.verdict = reason == nil ? verdict : .harmless
    by = judge
    self.cases = cases
    self.laws = laws
  }

  /// Whether examples noticed, and no law did.
  var isByExamples: Bool { by == GeneratedJudge.examplesName }
}
