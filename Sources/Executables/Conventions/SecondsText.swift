/// Spans in time lines.
public enum SecondsText {
  /// `12.300 s`, to the millisecond.
  public static func of(milliseconds: Int) -> String {
    let digits = String(milliseconds.magnitude % 1000)
    let sign = milliseconds < 0 ? "-" : ""
    return "\(sign)\(milliseconds.magnitude / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits + " s"
  }
}
