extension Report {
  /// The report for a reader of a terminal: outcome, smallest case, error, how to run it again, labels.
  /// - Parameters:
  ///   - replay: What to put before a token to run it again, for instance `voicecore-verify --replay`, or
  ///     `NAME=` for a variable.
  ///   - style: Colours and bars.
  public func text(replay: String = "replay", style: ReportStyle = ReportStyle()) -> String {
    let tone: ReportStyle.Tone = passed ? .good : .bad
    let heading = "\(style.painted(name, .heading)): \(style.painted(story, tone))"
    let lines = [heading] + found(replay, style) + seedLine + furtherBugs(replay, style) + savedLines(replay, style)
    let score = highestScore.map { ["  highest score: \($0)"] } ?? []
    return (lines + score + warningLines(style) + tables(style)).joined(separator: "\n")
  }

  /// The text of a report that is no success; `nil` of one that is.
  public func failureText(replay: String = "replay", style: ReportStyle = ReportStyle()) -> String? {
    passed ? nil : text(replay: replay, style: style)
  }

  private func found(_ replay: String, _ style: ReportStyle) -> [String] {
    counterexample.map { $0.lines(replay, style) } ?? []
  }

  /// What a token tells too; without one it is what is needed to see the same again.
  private var seedLine: [String] {
    switch outcome {
    case .gaveUp, .coverageMissed, .unhealthy, .hung: token == nil ? ["  seed: \(Figure.hexadecimal(seed))"] : []
    default: []
    }
  }

  private func furtherBugs(_ replay: String, _ style: ReportStyle) -> [String] {
    others.enumerated().flatMap { place, other in
      ["  " + style.painted("bug \(place + 2) of \(others.count + 1)", .heading)]
        + other.lines(replay, style).map { "  " + $0 }
    }
  }

  /// A saved case that holds is no news: it was mended and is kept as an example.
  private func savedLines(_ replay: String, _ style: ReportStyle) -> [String] {
    saved.compactMap { kept in
      switch kept.state {
      case .held: nil
      case .failed: "  saved case fails still: \(kept.failure.token.line(after: replay))"
      case .discarded: "  saved case is discarded now: \(kept.failure.token.line(after: replay))"
      case .doesNotFit: "  saved case does not fit the generator any more: \(kept.failure.token)"
      }
    }
  }

  private func warningLines(_ style: ReportStyle) -> [String] {
    warnings.map { "  " + style.painted("warning:", .doubtful) + " " + TerminalText.safe($0) }
  }

  private func tables(_ style: ReportStyle) -> [String] {
    let missed: Set<String> =
      if case .coverageMissed(let shares) = outcome { Set(shares.map(\.demand.label)) } else { [] }
    let coverageRows = coverage.map { share in
      [
        TerminalText.safe(share.demand.label, lines: .escaped), "\(share.hits) of \(share.samples)",
        Figure.percent(share.hits, of: share.samples), "demanded \(share.demand.description)",
      ]
    }
    let coverageBars = coverage.map { share in
      let bar = style.bar(share.hits, of: share.samples)
      return missed.contains(share.demand.label) ? (bar.isEmpty ? "" : bar + " ") + style.painted("too few", .bad) : bar
    }
    return Self.table("discarded for:", discardReasons, style) + Self.table("labels:", labels, style)
      + TextTable(heading: "coverage:", rows: coverageRows, bars: coverageBars).lines(style)
  }

  private static func table(_ heading: String, _ counts: [LabelCount], _ style: ReportStyle) -> [String] {
    let rows = counts.map {
      [TerminalText.safe($0.label, lines: .escaped), "\($0.count)", Figure.percent($0.count, of: $0.of)]
    }
    return TextTable(heading: heading, rows: rows, bars: counts.map { style.bar($0.count, of: $0.of) }).lines(style)
  }
}

extension Counterexample {
  /// Case, error, difference and tokens, two columns in.
  func lines(_ replay: String, _ style: ReportStyle) -> [String] {
    var lines: [String] = []
    if case .example(let place) = origin { lines.append("  example \(place + 1) of the property's own") }
    lines.append("  " + style.painted("smallest case:", .heading))
    lines += Self.indented(TerminalText.safe(text))
    let message = TerminalText.safe(failure.message).replacing("\n", with: "\n    ")
    lines.append("  \(style.painted("error:", .bad)) \(message) (\(failure.place))")
    lines += (failure.difference?.lines ?? []).map { "    " + Self.toned($0, style) }
    if let freeText { lines.append("  " + TerminalText.safe(freeText)) }
    if let token { lines.append("  run it again: \(token.line(after: replay))") }
    if let generatedBy { lines.append("  as it was found: \(generatedBy.line(after: replay))") }
    return lines
  }

  static func indented(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
  }

  private static func toned(_ line: String, _ style: ReportStyle) -> String {
    let content = line.drop { $0 == " " }
    if content.hasPrefix("actual:") || line.hasPrefix("+ ") { return style.painted(line, .bad) }
    if content.hasPrefix("expected:") || line.hasPrefix("- ") { return style.painted(line, .good) }
    return line
  }
}

extension Counterexample {
  /// What doesn't matter, in words; `nil` when all does, or nobody asked.
  var freeText: String? {
    guard !freeParts.isEmpty else { return nil }
    guard !freeParts.contains("") else { return "whatever the value is, it fails as well" }
    return "with whatever else in its place it fails as well: " + freeParts.joined(separator: ", ")
  }
}

extension Failure {
  /// File and line of a requirement; else the error's type.
  var place: String { origin.place ?? origin.type }
}

extension ReplayToken {
  /// What to type to run it again: a command and the token, or a variable that is the token.
  func line(after replay: String) -> String { replay + (replay.hasSuffix("=") ? "" : " ") + description }
}
