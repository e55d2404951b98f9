extension ReportCollection {
  /// The version of the objects below; it grows when a field changes its meaning or goes. Fields may be added.
  public static let schema = 1

  /// One JSON object: `schema`, `name`, `properties`, the last a list of one object for each property.
  ///
  /// Fields of a property (absent ones are `null`, lists may be empty):
  /// - `schema`: 1. `group`, `subject`, `number`, `title`: what was checked.
  /// - `verdict`: `passed`, `falsified`, `gave-up`, `coverage-missed`, `flaky`, `hung`, `unhealthy`, `nothing-ran`,
  ///   `replay-does-not-fit`; for planted faults `caught` or `not-caught`. `asExpected`: whether it is as hoped for.
  /// - `story`: the outcome in words. `seed`: hexadecimal text with `0x`. `cases`, `discards`, `evaluations`: numbers.
  /// - `seconds`: how long it took. `allCases`: how many cases there are, when all of them were run. `highestScore`: of a law
  ///   that says how near its cases come.
  /// - `failure`: the first bug: `value` (Swift source), `origin` (`example`, `generated`, `replayed`), `originIndex`,
  ///   `message`, `errorType`, `place` (`Module/File.swift:12`), `difference` (lines), `token`, `tokenAsFound`,
  ///   `evaluations`, `explanation` (a list of the parts that don't matter, such as `.caller.name`). `others`: further bugs, in the same form.
  /// - `labels`, `discardReasons`: lists of `label`, `count`, `of`. `coverage`: lists of `label`, `demandedPercent`,
  ///   `hits`, `samples`, `missed`.
  /// - `warnings`: texts. `facts`: the caller's, a list of `name` and `value`.
  public func json() -> String {
    let objects = entries.map { "    " + $0.json.line }.joined(separator: ",\n")
    let list = objects.isEmpty ? "[]" : "[\n\(objects)\n  ]"
    return """
      {
        "schema": \(Self.schema),
        "name": \(JSONValue.quoted(name)),
        "properties": \(list)
      }

      """
  }

  /// JSON Lines: the property objects of ``json()``, one a line.
  public func jsonLines() -> String { entries.map { $0.json.line + "\n" }.joined() }
}

extension ReportEntry {
  fileprivate var json: JSONValue {
    .object([
      ("schema", .integer(ReportCollection.schema)),
      ("group", .text(group)),
      ("subject", subject.map { .text($0) } ?? .null),
      ("number", report.number.map { .integer($0) } ?? .null),
      ("title", .text(report.title)),
      ("verdict", .text(verdict)),
      ("asExpected", .truth(isAsExpected)),
      ("story", .text(report.story)),
      ("seed", .text(Figure.hexadecimal(report.seed))),
      ("cases", .integer(report.cases)),
      ("discards", .integer(report.discards)),
      ("evaluations", .integer(report.evaluations)),
      ("seconds", elapsed.map { .number($0 / .seconds(1)) } ?? .null),
      ("allCases", report.allCases.map { .integer($0) } ?? .null),
      ("highestScore", report.highestScore.map { .number($0) } ?? .null),
      ("failure", report.counterexample?.json ?? .null),
      ("others", .list(report.others.map(\.json))),
      ("labels", .list(report.labels.map(\.json))),
      ("discardReasons", .list(report.discardReasons.map(\.json))),
      ("coverage", .list(report.coverage.map { $0.json(missed: report.misses($0)) })),
      ("warnings", .list(report.warnings.map { .text($0) })),
      ("facts", .list(facts.map { .object([("name", .text($0.name)), ("value", .text($0.value))]) })),
    ])
  }
}

extension Report {
  /// Whether the demand is one of those for which the law did not hold.
  func misses(_ share: CoverageShare) -> Bool {
    if case .coverageMissed(let missed) = outcome { missed.contains(share) } else { false }
  }
}

extension Counterexample {
  fileprivate var json: JSONValue {
    let (kind, index): (String, JSONValue) =
      switch origin {
      case .example(let place): ("example", .integer(place))
      case .generated(let place): ("generated", .integer(place))
      default: ("replayed", .null)
      }
    return .object([
      ("value", .text(text)),
      ("origin", .text(kind)),
      ("originIndex", index),
      ("message", .text(failure.message)),
      ("errorType", .text(failure.origin.type)),
      ("place", failure.origin.place.map { .text($0) } ?? .null),
      ("difference", .list((failure.difference?.lines ?? []).map { .text($0) })),
      ("token", token.map { .text($0.description) } ?? .null),
      ("tokenAsFound", generatedBy.map { .text($0.description) } ?? .null),
      ("evaluations", .integer(evaluations)),
      ("explanation", .list(freeParts.map { .text($0) })),
    ])
  }
}

extension LabelCount {
  fileprivate var json: JSONValue {
    .object([("label", .text(label)), ("count", .integer(count)), ("of", .integer(self.of))])
  }
}

extension CoverageShare {
  fileprivate func json(missed: Bool) -> JSONValue {
    .object([
      ("label", .text(demand.label)), ("demandedPercent", .number(demand.minimumPercent)), ("hits", .integer(hits)),
      ("samples", .integer(samples)), ("missed", .truth(missed)),
    ])
  }
}
