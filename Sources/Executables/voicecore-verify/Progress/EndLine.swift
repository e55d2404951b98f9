/// What is left on the screen of a law that has ended.
public enum EndLine {
  /// For instance `property 6 on memory: held, 100 cases in 1.2 s`.
  public static func text(_ row: ReportRow, colour: Colour = .none) -> String {
    let law = row.property > 0 ? "property \(row.property)" : row.title
    let discards = row.discards > 0 ? ", \(CountText.grouped(row.discards)) discarded" : ""
    let verdict = colour.paint(row.verdict.shown, row.verdict.isGood ? .good : .bad)
    return "\(law) on \(row.subject): \(verdict), \(CountText.grouped(row.cases)) "
      + "case\(row.cases == 1 ? "" : "s")\(discards) in \(SpanText.text(row.seconds))"
  }
}
