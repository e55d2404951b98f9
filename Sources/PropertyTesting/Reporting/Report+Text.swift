extension Report {
  /// The report for a reader of a terminal: outcome, smallest case, error, how to run it again, labels.
  /// - Parameter replay: What to put before a token to run it again, for instance `voicecore-verify --replay`.
  public func text(replay: String = "replay") -> String {
    (["\(name): \(verdict)"] + details(replay) + discardTable + labelTable + coverageTable).joined(separator: "\n")
  }

  /// The text of a report that is no success; `nil` of one that is.
  public func failureText(replay: String = "replay") -> String? { passed ? nil : text(replay: replay) }

  private var name: String { number.map { "Property \($0): \(title)" } ?? "Property \"\(title)\"" }

  private var verdict: String {
    let ran = "\(Self.counted(cases, "case"))" + (discards > 0 ? ", \(discards) discarded" : "")
    return switch outcome {
    case .passed: "held in \(ran)"
    case .falsified(let found) where found.evaluations > 0:
      "falsified after \(ran), made small in \(Self.counted(found.evaluations, "evaluation"))"
    case .falsified: "falsified after \(ran)"
    case .gaveUp: "gave up after \(ran)"
    case .coverageMissed: "coverage missed in \(ran)"
    case .flaky: "flaky after \(ran): one case both failed and held"
    case .hung: "hung after \(ran): a case did not end in its time"
    case .unhealthy(let reason): "unhealthy after \(ran): \(reason)"
    case .nothingRan(let reason): "nothing was run: \(reason)"
    case .replayDoesNotFit(let reason): "not replayed: \(reason)"
    }
  }

  private func details(_ replay: String) -> [String] {
    guard let found = counterexample else { return [] }
    var lines: [String] = []
    if case .example(let place) = found.origin { lines.append("  example \(place + 1) of the property's own") }
    lines.append("  smallest case:")
    lines += found.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    let place = found.failure.origin.place.map { " (\($0))" } ?? " (\(found.failure.origin.type))"
    lines.append("  error: \(found.failure.message)\(place)")
    if let token = found.token { lines.append("  run it again: \(replay) \(token)") }
    if let token = found.generatedBy { lines.append("  as it was found: \(replay) \(token)") }
    return lines
  }

  private var discardTable: [String] {
    guard case .gaveUp = outcome else { return [] }
    return Self.table(
      "discarded for:", discardReasons.map { [$0.label, "\($0.count)", Self.percent($0.count, of: $0.of)] })
  }

  private var labelTable: [String] {
    Self.table("labels:", labels.map { [$0.label, "\($0.count)", Self.percent($0.count, of: $0.of)] })
  }

  private var coverageTable: [String] {
    Self.table(
      "coverage:",
      coverage.map {
        [
          $0.demand.label, "\($0.hits) of \($0.samples)", Self.percent($0.hits, of: $0.samples),
          "demanded \($0.demand.minimumPercent) %",
        ]
      })
  }

  /// Columns under a heading: the first to the left, the others to the right.
  private static func table(_ heading: String, _ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return ["  " + heading]
      + rows.map { row in
        let cells = row.enumerated().map { column, cell in
          let padding = String(repeating: " ", count: widths[column] - cell.count)
          return column == 0 ? cell + padding : padding + cell
        }
        return "    " + cells.joined(separator: "  ")
      }
  }

  /// With one digit after the point; there is no Foundation here to do it.
  private static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "- %" }
    let tenths = (part * 2_000 + whole) / (2 * whole)
    return "\(tenths / 10).\(tenths % 10) %"
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
