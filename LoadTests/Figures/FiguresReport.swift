import Foundation

/// One thing that a suite measured, with the bound that it is held to, if there is one.
public struct Figure: Codable, Equatable, Sendable {
  /// What is promised.
  public enum Bound: Codable, Equatable, Sendable {
    case atMost(Double)
    case atLeast(Double)

    func holds(_ value: Double) -> Bool {
      switch self {
      case .atMost(let most): value <= most
      case .atLeast(let least): value >= least
      }
    }
  }

  public let name: String
  public let value: Double
  /// As it is written after the value.
  public let unit: String
  public let bound: Bound?
  /// What it is exactly.
  public let meaning: String

  /// A figure of these parts.
  public init(_ name: String, _ value: Double, _ unit: String, bound: Bound? = nil, meaning: String = "") {
    self.name = name
    self.value = value
    self.unit = unit
    self.bound = bound
    self.meaning = meaning
  }

  /// Whether what is promised is kept; nothing promised is kept.
  public var isHeld: Bool { bound?.holds(value) ?? true }

  /// The value, rounded so that it can be read, and its unit.
  public var text: String { Self.text(value) + (unit.isEmpty ? "" : " " + unit) }

  /// What is promised, in words.
  public var promise: String {
    switch bound {
    case .atMost(let most): "at most \(Self.text(most)) \(unit)"
    case .atLeast(let least): "at least \(Self.text(least)) \(unit)"
    case nil: ""
    }
  }

  private static func text(_ value: Double) -> String {
    let places = abs(value) >= 100 || value == value.rounded() ? 0 : abs(value) >= 10 ? 1 : 2
    return Decimal.text(value, places: places)
  }
}

/// What a suite of single figures found.
public struct FiguresReport: Codable, LoadReport {
  public let title: String
  /// ISO 8601, UTC.
  public let date: String
  public let command: String
  public let machine: Machine
  public let figures: [Figure]

  /// A report of this machine.
  public init(title: String, date: String, command: String, figures: [Figure]) {
    self.title = title
    self.date = date
    self.command = command
    self.figures = figures
    machine = .here
  }

  /// What is promised and wasn't held; empty when all is well.
  public var breaches: [String] {
    figures.filter { !$0.isHeld }.map { "\($0.name): \($0.text), \($0.promise) is promised" }
  }

  /// The heading of `rows`.
  public static let heading = ["figure", "value", "bound", "meaning"]

  /// A line of cells for each figure.
  public var rows: [[String]] {
    figures.map { [$0.name, $0.text, $0.promise + ($0.isHeld ? "" : ": BROKEN"), $0.meaning] }
  }

  /// A line a figure.
  public var csv: String {
    let quoted = { (text: String) in "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
    let lines = figures.map {
      [quoted($0.name), Decimal.text($0.value, places: 3), quoted($0.unit), quoted($0.promise), "\($0.isHeld)"]
        .joined(separator: ",")
    }
    return (["figure,value,unit,bound,held"] + lines).joined(separator: "\n") + "\n"
  }

  /// Everything, as JSON with sorted keys.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// A page that stands alone.
  public var html: String {
    let verdict = breaches.isEmpty ? "All limits held." : "Limits broken: " + breaches.joined(separator: "; ") + "."
    return ReportPage(
      title: title, verdict: breaches.isEmpty ? "held" : "broken", words: Markup.escape(verdict),
      sections: [
        ReportPage.figures(
          figures.map {
            CallsReport.Row(
              name: $0.name, value: $0.text,
              meaning: [$0.promise, $0.meaning].filter { !$0.isEmpty }.joined(separator: "; "))
          }),
        "<p>\(Markup.escape("\(command) · \(date) · \(machine.cores) cores, \(machine.processor)"))</p>",
      ]
    ).html
  }
}
