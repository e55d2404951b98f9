extension Program: ReportRenderable {
  private static var longestState: Int { 160 }
  /// Commands and states that need more stand one below the other.
  private static var pageWidth: Int { 110 }

  /// The commands as a Swift array, to paste into the examples of a property: each with its number and the model's state
  /// after it as a comment.
  public var reportText: String {
    var model = machine.initialModel
    var rows = [(source: "[", comment: Self.state(model))]
    var left = refused[...]
    for step in steps {
      while let first = left.first, first.step.number < step.number { rows.append(Self.row(left.removeFirst())) }
      _ = machine.apply(step.command, to: &model)
      rows.append(Self.row(step, Self.state(model)))
    }
    rows += left.map(Self.row)
    guard rows.count > 1 else { return "[]  // " + rows[0].comment }
    let width = rows.map(\.source.count).max() ?? 0
    let isNarrow = width + (rows.map(\.comment.count).max() ?? 0) <= Self.pageWidth
    let lines = rows.map { row in
      isNarrow ? row.source + padding(row.source, width) + "  // " + row.comment : row.source + "\n  // " + row.comment
    }
    return (lines + ["]"]).joined(separator: "\n")
  }

  private static func row(_ step: Step, _ state: String) -> (source: String, comment: String) {
    ("  " + CommandText.of(step.command) + ",", "\(step.number): " + state)
  }

  private static func row(_ refused: RefusedStep) -> (source: String, comment: String) {
    row(refused.step, "left out, \(refused.reason)")
  }

  private func padding(_ text: String, _ width: Int) -> String { String(repeating: " ", count: width - text.count) }

  /// On one line, without the type's name and cut where it gets long.
  static func state(_ model: Machine.Model) -> String {
    let text = CommandText.onOneLine(Rendering.text(model))
    let name = String(describing: Machine.Model.self)
    let bare = text.hasPrefix(name + "(") ? String(text.dropFirst(name.count)) : text
    return bare.count > longestState ? bare.prefix(longestState) + "…" : bare
  }
}
