import Foundation

/// How many columns standard error has.
public enum TerminalWidth {
  private static let usual = 80
  /// What is less was set by mistake.
  private static let least = 20

  static var columns: Int {
    var size = winsize()
    if ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return columns(told: ProcessInfo.processInfo.environment["COLUMNS"])
  }

  /// What `COLUMNS` says: 20 at least, 80 where it says nothing.
  public static func columns(told text: String?) -> Int { text.flatMap { Int($0) }.map { max($0, least) } ?? usual }
}
