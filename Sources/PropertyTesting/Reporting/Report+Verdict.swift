extension Report {
  /// The outcome in one word, as files of reports have it: `passed`, `falsified`, `gave-up`, `coverage-missed`, `flaky`,
  /// `hung`, `unhealthy`, `nothing-ran` or `replay-does-not-fit`.
  public var verdict: String {
    switch outcome {
    case .passed: "passed"
    case .falsified: "falsified"
    case .gaveUp: "gave-up"
    case .coverageMissed: "coverage-missed"
    case .flaky: "flaky"
    case .hung: "hung"
    case .unhealthy: "unhealthy"
    case .nothingRan: "nothing-ran"
    case .replayDoesNotFit: "replay-does-not-fit"
    }
  }

  /// Number and title, safe to show on a terminal.
  var name: String {
    let title = TerminalText.safe(title, lines: .escaped)
    return number.map { "Property \($0): \(title)" } ?? "Property \"\(title)\""
  }

  /// The outcome in a sentence's end.
  var story: String {
    let ran = Figure.counted(cases, "case") + (discards > 0 ? ", \(discards) discarded" : "")
    return switch outcome {
    case .passed where allCases != nil: "held in all \(Figure.counted(cases, "case")) there are"
    case .passed: "held in \(ran)"
    case .falsified(let found) where found.evaluations > 0:
      "falsified after \(ran), made small in \(Figure.counted(found.evaluations, "evaluation"))"
    case .falsified: "falsified after \(ran)"
    case .gaveUp: "gave up after \(ran)"
    case .coverageMissed: "coverage missed in \(ran)"
    case .flaky: "flaky after \(ran): one case both failed and held"
    case .hung: "hung after \(ran): a case did not end in its time"
    case .unhealthy(let reason): "unhealthy after \(ran): \(TerminalText.safe(reason))"
    case .nothingRan(let reason): "nothing was run: \(TerminalText.safe(reason))"
    case .replayDoesNotFit(let reason): "not replayed: \(TerminalText.safe(reason))"
    }
  }
}

/// Text of others for a terminal: what would move the cursor or turn the direction is escaped.
enum TerminalText {
  enum Lines { case kept, escaped }

  static func safe(_ text: String, lines: Lines = .kept) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0a where lines == .kept: safe.append("\n")
      case 0...0x1f, 0x7f...0x9f, 0x61c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff:
        safe += "\\u{\(String(scalar.value, radix: 16))}"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
