/// A range of any bound, for the printing of values.
protocol SourceRange {
  func source(_ writer: inout SourceWriter) -> String
}

extension SourceRange {
  /// `..<-1` would be one operator, so signs and dots stand apart.
  fileprivate static func joined(_ lower: String, _ sign: String, _ upper: String) -> String {
    let space = upper.hasPrefix("-") || upper.hasPrefix(".") ? " " : ""
    guard !lower.isEmpty, !upper.isEmpty else {
      return upper.isEmpty ? lower + sign : sign + (space.isEmpty ? upper : "(\(upper))")
    }
    return lower + space + sign + space + upper
  }
}

extension Range: SourceRange {
  func source(_ writer: inout SourceWriter) -> String {
    Self.joined(writer.text(lowerBound), "..<", writer.text(upperBound))
  }
}

extension ClosedRange: SourceRange {
  func source(_ writer: inout SourceWriter) -> String {
    Self.joined(writer.text(lowerBound), "...", writer.text(upperBound))
  }
}

extension PartialRangeFrom: SourceRange {
  func source(_ writer: inout SourceWriter) -> String { Self.joined(writer.text(lowerBound), "...", "") }
}

extension PartialRangeThrough: SourceRange {
  func source(_ writer: inout SourceWriter) -> String { Self.joined("", "...", writer.text(upperBound)) }
}

extension PartialRangeUpTo: SourceRange {
  func source(_ writer: inout SourceWriter) -> String { Self.joined("", "..<", writer.text(upperBound)) }
}

@available(macOS 26.0, *)
extension InlineArray: SourceRange where Element: Copyable {
  func source(_ writer: inout SourceWriter) -> String { writer.list(indices.map { self[$0] }) }
}
