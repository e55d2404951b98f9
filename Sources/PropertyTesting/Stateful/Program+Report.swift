extension Program: ReportRenderable {
  private static var longestState: Int { 160 }
  /// Commands and states that need more stand one below the other.
  private static var pageWidth: Int { 110 }

  /// The commands as lines of Swift, each with the model's state after it.
  public var reportText: String {
    var model = machine.initialModel
    var rows = [(number: "", command: "", state: Self.state(model))]
    for step in steps {
      _ = machine.apply(step.command, to: &model)
      rows.append(("\(step.number)", CommandText.line(step.command, step: step.number), Self.state(model)))
    }
    let widths = (rows.map(\.number.count).max() ?? 0, rows.map(\.command.count).max() ?? 0)
    let isNarrow = widths.0 + widths.1 + (rows.map(\.state.count).max() ?? 0) <= Self.pageWidth
    return rows.map { row in
      let number = String(repeating: " ", count: widths.0 - row.number.count) + row.number + "  "
      if isNarrow { return number + row.command + padding(row.command, widths.1) + "  // " + row.state }
      let state = String(repeating: " ", count: widths.0 + 2) + "// " + row.state
      return row.command.isEmpty ? state : number + row.command + "\n" + state
    }.joined(separator: "\n")
  }

  private func padding(_ text: String, _ width: Int) -> String { String(repeating: " ", count: width - text.count) }

  /// On one line, without the type's name and cut where it gets long.
  private static func state(_ model: Machine.Model) -> String {
    let text = CommandText.onOneLine(Rendering.text(model))
    let name = String(describing: Machine.Model.self)
    let bare = text.hasPrefix(name + "(") ? String(text.dropFirst(name.count)) : text
    return bare.count > longestState ? bare.prefix(longestState) + "…" : bare
  }
}
