extension ReportPage {
  /// Characters of one text on the page: what is longer is cut in the middle, and whole in the other files.
  private static let longestText = 8_000
  /// Labels of a law that have a bar of their own.
  static let mostLabels = 20

  /// A text that doesn't make the page large.
  static func cut(_ text: String) -> String {
    // Counting characters of a text of megabytes takes long; bytes are never fewer.
    guard text.utf8.count > longestText, text.count > longestText else { return text }
    let left = text.count - longestText
    return "\(text.prefix(longestText / 2))\n… \(Figure.counted(left, "character")) left out here …\n"
      + text.suffix(longestText / 2)
  }
}
