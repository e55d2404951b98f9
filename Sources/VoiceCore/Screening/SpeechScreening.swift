/// One call's screening while the caller speaks: utterance by utterance, by the rules as they were when it began.
public struct SpeechScreening: Sendable {
  private let rules: CompiledScreening
  private let thresholds: SpamThresholds
  /// What screening says so far.
  public private(set) var verdict: ScreeningVerdict

  /// Goes on from a verdict.
  public init(rules: CompiledScreening, thresholds: SpamThresholds, verdict: ScreeningVerdict) {
    self.rules = rules
    self.thresholds = thresholds
    self.verdict = verdict
  }

  /// The caller said this. Whether that makes the verdict another one.
  public mutating func hear(_ text: String) -> Bool {
    let next = rules.verdict(hearing: text, after: verdict, by: thresholds)
    guard next != verdict else { return false }
    verdict = next
    return true
  }
}
