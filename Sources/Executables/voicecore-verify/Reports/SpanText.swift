/// Spans of time as a person reads them: two units at most.
public enum SpanText {
  private static let minute = 60
  private static let hour = 3_600
  private static let day = 86_400

  /// `seconds`, as `12 ms`, `3.4 s`, `2 min 5 s`, `1 h 2 min` or `3 d 4 h`; a dash for what is no span.
  public static func text(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e12 else { return "-" }
    if seconds < 0.9995 { return "\(Int((seconds * 1_000).rounded())) ms" }
    if seconds < 9.95 { return "\(CountText.fixed(seconds, 1)) s" }
    let whole = Int(seconds.rounded())
    if whole < minute { return "\(whole) s" }
    if whole < hour { return pair(whole / minute, "min", whole % minute, "s") }
    if whole < day { return pair(whole / hour, "h", whole % hour / minute, "min") }
    return pair(whole / day, "d", whole % day / hour, "h")
  }

  private static func pair(_ large: Int, _ unit: String, _ small: Int, _ smallUnit: String) -> String {
    small == 0 ? "\(large) \(unit)" : "\(large) \(unit) \(small) \(smallUnit)"
  }
}
