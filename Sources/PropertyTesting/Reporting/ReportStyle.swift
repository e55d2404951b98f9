/// How a report looks on its terminal.
public struct ReportStyle: Equatable, Sendable {
  /// Whether lines bear colours. Whether the reader wants any (`NO_COLOR`, no terminal) is the caller's business.
  public enum Colour: Equatable, Sendable {
    /// Text only.
    case none
    /// ANSI escape sequences: red, green, yellow, bold, dim.
    case ansi
  }

  /// What the bars of shares are made of.
  public enum Bars: Equatable, Sendable {
    /// `█` and `▌`.
    case blocks
    /// `#`, for terminals without Unicode.
    case ascii
  }

  /// Whether lines bear colours.
  public var colour: Colour
  /// What the bars of shares are made of.
  public var bars: Bars

  /// No colours and block characters, but for what is given.
  public init(colour: Colour = .none, bars: Bars = .blocks) {
    self.colour = colour
    self.bars = bars
  }

  enum Tone: String {
    case bad = "31"
    case good = "32"
    case doubtful = "33"
    case heading = "1"
    case aside = "2"
  }

  func painted(_ text: String, _ tone: Tone) -> String {
    colour == .ansi && !text.isEmpty ? "\u{1b}[\(tone.rawValue)m\(text)\u{1b}[0m" : text
  }

  private static let barWidth = 20

  /// A share as a bar; above nothing there is always something to see.
  func bar(_ part: Int, of whole: Int) -> String {
    guard whole > 0, part > 0 else { return "" }
    let halves = max(1, min(2 * Self.barWidth, (part * 4 * Self.barWidth + whole) / (2 * whole)))
    return switch bars {
    case .blocks: String(repeating: "█", count: halves / 2) + (halves.isMultiple(of: 2) ? "" : "▌")
    case .ascii: String(repeating: "#", count: (halves + 1) / 2)
    }
  }
}
