/// What one tenant may have of rules against spam, so that no tenant's can slow a call.
public enum ScreeningLimits {
  /// Rules on numbers and keywords together.
  public static let numbersAndKeywords = 100_000
  /// Rules by pattern.
  public static let patterns = 1000
  /// Steps of all patterns together.
  public static let patternSteps = 32_768
  /// Rules on what callers did before.
  public static let histories = 100
  /// Entries of the allow-list.
  public static let allowed = 100_000
}
