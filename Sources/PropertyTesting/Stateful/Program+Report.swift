extension Program: ReportRenderable {
  private static var longestState: Int { 160 }

  /// The commands as lines of Swift, each with the model's state after it.
  public var reportText: String {
    var model = machine.initialModel
    var rows = [(number: "", command: "", state: Self.state(model))]
    for step in steps {
      _ = machine.apply(step.command, to: &model)
      rows.append(("\(step.number)", CommandText.line(step.command, step: step.number), Self.state(model)))
    }
    let widths = (rows.map(\.number.count).max() ?? 0, rows.map(\.command.count).max() ?? 0)
    return rows.map { row in
      String(repeating: " ", count: widths.0 - row.number.count) + row.number + "  " + row.command
        + String(repeating: " ", count: widths.1 - row.command.count) + "  // " + row.state
    }.joined(separator: "\n")
  }

  /// On one line, without the type's name and cut where it gets long.
  private static func state(_ model: Machine.Model) -> String {
    let text = Rendering.text(model).split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    let name = String(describing: Machine.Model.self)
    let bare = text.hasPrefix(name + "(") ? String(text.dropFirst(name.count)) : text
    return bare.count > longestState ? bare.prefix(longestState) + "…" : bare
  }
}
