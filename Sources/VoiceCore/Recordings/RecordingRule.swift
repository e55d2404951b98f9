/// Whether calls are recorded: a company's word, or a department's own. Where they are, callers are told so first.
public enum RecordingRule: String, Sendable, Codable, CaseIterable {
  case never, always
}

/// What a company says about recordings of its calls.
public struct RecordingSettings: Equatable, Sendable, Codable {
  /// How long recordings may be kept, in days.
  public static let legalDays = 1...3650
  /// Nothing is recorded; what a department has recorded is kept for 90 days.
  public static let standard = RecordingSettings()

  /// For calls in no department, and in departments that say nothing.
  public var rule: RecordingRule
  /// After so many days a recording is deleted. Counts for those that are stored from then on.
  public let days: Int

  /// Settings.
  /// - Throws: `retention_days`.
  public init(rule: RecordingRule, days: Int) throws(RefusedSetting) {
    guard Self.legalDays.contains(days) else { throw RefusedSetting("retention_days", .outOfRange(Self.legalDays)) }
    self.rule = rule
    self.days = days
  }

  private init() {
    rule = .never
    days = 90
  }

  /// How long recordings are kept.
  public var retention: Duration { .seconds(days * 86_400) }
}
