/// Columns under a heading: the first to the left, the others to the right, a bar behind.
struct TextTable {
  let heading: String
  let rows: [[String]]
  let bars: [String]

  /// No lines without rows.
  func lines(_ style: ReportStyle) -> [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { column in rows.map { Self.width($0[column]) }.max() ?? 0 }
    return ["  " + style.painted(heading, .heading)]
      + zip(rows, bars).map { row, bar in
        let cells = row.enumerated().map { column, cell in
          let padding = String(repeating: " ", count: widths[column] - Self.width(cell))
          return column == 0 ? cell + padding : padding + cell
        }
        return "    " + cells.joined(separator: "  ") + (bar.isEmpty ? "" : "  " + bar)
      }
  }

  /// Columns on a terminal: East Asian wide letters and emoji take two.
  static func width(_ text: String) -> Int {
    text.reduce(0) { width, character in
      guard let scalar = character.unicodeScalars.first else { return width }
      let isWide = scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
      return width + (isWide ? 2 : 1)
    }
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
    0xffe0...0xffe6, 0x20000...0x3fffd,
  ]
}

/// Figures as reports write them; there is no Foundation here to do it.
enum Figure {
  /// With one digit after the point.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "- %" }
    let tenths = (part * 2_000 + whole) / (2 * whole)
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// `2 %`, `0.5 %`.
  static func percent(_ share: Double) -> String {
    share == share.rounded() && share.magnitude < 1e9 ? "\(Int(share)) %" : "\(share) %"
  }

  static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// In seconds with three digits after the point.
  static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    // Durations of runs are not negative; a clock that goes backwards gives 0.
    guard seconds >= 0, attoseconds >= 0 else { return "0.000" }
    let thousandths = "\(attoseconds / 1_000_000_000_000_000)"
    return "\(seconds)." + String(repeating: "0", count: 3 - thousandths.count) + thousandths
  }

  static func hexadecimal(_ seed: UInt64) -> String { "0x" + String(seed, radix: 16) }
}
