/// What may be a name that people read: in lists, on a terminal, in the audit log's company.
public enum NameRule {
  /// Whether a text of so many characters can be a name: something to see in it, no line breaks or other control
  /// characters, and nothing that turns the direction of what is printed after it.
  public static func accepts(_ text: String, of length: ClosedRange<Int>) -> Bool {
    // Bytes first: a character may be made of any number of them.
    text.utf8.count <= 4 * length.upperBound && length.contains(text.count)
      && text.contains { !$0.isWhitespace } && text.unicodeScalars.allSatisfy(isShown)
  }

  /// Whether a scalar can be seen and leaves the others where they are.
  static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    default: !scalar.properties.isBidiControl
    }
  }
}
