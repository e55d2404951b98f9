/// One line that says how far a run is.
public enum ProgressLine {
  /// Labels that are named.
  private static let labelsShown = 2

  /// The line for `state`, at most `columns` wide.
  public static func text(_ state: ProgressState, columns: Int) -> String {
    var pieces = ["[\(min(state.finished + 1, state.laws))/\(state.laws)] \(state.law)"]
    switch state.phase {
    case .running where state.cases == 0: pieces.append(SpanText.text(state.seconds.rounded(.down)))
    case .running:
      if let rate = state.rate { pieces.append("\(CountText.fixed(rate, rate < 9.95 ? 1 : 0)) cases/s") }
      pieces.append(
        CountText.grouped(state.cases) + (state.demanded > 0 ? " of \(CountText.grouped(state.demanded))" : " cases"))
      if state.discards > 0 { pieces.append("\(CountText.grouped(state.discards)) discarded") }
      if !state.labels.isEmpty { pieces.append(labels(state.labels)) }
    case .coverage: pieces.append("\(CountText.grouped(state.cases)) cases held, draws more values for its coverage")
    case .furtherBugs: pieces.append("looks for further bugs, \(CountText.grouped(state.cases)) cases")
    case .shrinking(let evaluations, let size):
      pieces.append(
        "shrinking, \(CountText.grouped(evaluations)) evaluations, smallest \(CountText.grouped(size)) choices")
    }
    let left = [
      state.secondsLeft.map { "\(SpanText.text($0)) left" },
      state.secondsLeftInAll.map { "\(SpanText.text($0)) in all" },
    ].compactMap(\.self)
    if !left.isEmpty { pieces.append(left.joined(separator: ", ")) }
    return cut(pieces.joined(separator: "  "), to: columns)
  }

  private static func labels(_ labels: [ReportRow.Label]) -> String {
    labels.prefix(labelsShown).map { label in
      "\(label.label) \(CountText.fixed(label.of > 0 ? 100 * Double(label.count) / Double(label.of) : 0, 0)) %"
    }.joined(separator: ", ")
  }

  /// `text` on one line of a terminal: control characters are blanks, and what is too long ends in an ellipsis.
  public static func cut(_ text: String, to columns: Int) -> String {
    var line = ""
    var width = 0
    for character in text {
      let shown = character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? " " : character
      if width + columnsOf(shown) > columns {
        while width > columns - 1, let last = line.popLast() { width -= columnsOf(last) }
        return columns > 0 ? line + "…" : ""
      }
      width += columnsOf(shown)
      line.append(shown)
    }
    return line
  }

  /// Two columns for what terminals draw wide: East Asian letters and pictures. Source: Unicode Standard Annex 11, roughly.
  private static func columnsOf(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
