/// One call's screening while the caller speaks: utterance by utterance, by the rules as they were when it began.
///
/// Boxed, so that it travels as one word: async functions of many words jump to garbage when Swift 6.3.1 compiles them
/// for release.
public struct SpeechScreening: Sendable {
  private final class Standing: Sendable {
    let rules: CompiledScreening
    let thresholds: SpamThresholds
    let verdict: ScreeningVerdict

    init(_ rules: CompiledScreening, _ thresholds: SpamThresholds, _ verdict: ScreeningVerdict) {
      self.rules = rules
      self.thresholds = thresholds
      self.verdict = verdict
    }
  }

  private var standing: Standing
  /// What screening says so far.
  public var verdict: ScreeningVerdict { standing.verdict }

  /// Goes on from a verdict.
  public init(rules: CompiledScreening, thresholds: SpamThresholds, verdict: ScreeningVerdict) {
    standing = Standing(rules, thresholds, verdict)
  }

  /// The caller said this. Whether that makes the verdict another one.
  public mutating func hear(_ text: String) -> Bool {
    let next = standing.rules.verdict(hearing: text, after: standing.verdict, by: standing.thresholds)
    guard next != standing.verdict else { return false }
    standing = Standing(standing.rules, standing.thresholds, next)
    return true
  }
}
