public import PropertyTesting
public import Testing

/// Checks `property` within a test of Swift Testing: a law that does not hold is one issue, at the line of the call.
///
/// Settings are, in this order: the everyday ones, then those of the traits around (``Testing/Trait/cases(_:)`` and
/// others) unless `settings` are given, then the environment's (``LawEnvironment``). A run in which no case was executed is an issue
/// as well. While cases run, `#expect` and `#require` record nothing: demand with `require` and its kin instead, which
/// throw. A `#require` that fails throws and so fails the case; `#expect` throws nothing, and in a property made
/// elsewhere it can only be told afterwards that it fell silent.
/// - Returns: The report, for those who want to expect more of it.
@discardableResult
public func expect(
  _ property: Property, _ settings: RunSettings? = nil, sourceLocation: SourceLocation = #_sourceLocation
) async -> Report {
  let environment = LawEnvironment.ofProcess
  for problem in environment.problems { Issue.record("\(problem)", sourceLocation: sourceLocation) }
  LawsRun.add(property.tokenName, environment)
  let chosen = environment.applied(to: settings ?? LawSettings.current.applied(to: RunSettings(), property), property)
  let silence = Silence()
  let report = await silence.during { await check(property, chosen) }
  if let text = issueText(report, silence.firstUnseen) { Issue.record("\(text)", sourceLocation: sourceLocation) }
  return report
}

/// Checks in one sentence that `body` holds for every value of `generator`.
///
/// As ``expect(_:_:sourceLocation:)``; besides, an `#expect` in `body` that fails makes the case fail, too.
@discardableResult
public func expect<Input: Sendable>(
  _ title: String, for generator: Gen<Input>, examples: [Input] = [],
  labels: @escaping @Sendable (Input) -> [String] = { _ in [] }, coverage: [Coverage] = [],
  settings: RunSettings? = nil, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: @escaping @Sendable (Input) async throws -> Void
) async -> Report {
  let property = Property(title, for: generator, examples: examples, labels: labels, coverage: coverage) { input in
    try await CaseIssues.collect { try await body(input) }
  }
  return await expect(property, settings, sourceLocation: sourceLocation)
}

private func issueText(_ report: Report, _ unseen: String?) -> String? {
  if let text = report.failureText(replay: "PROPERTY_REPLAY=") { return text }
  if report.cases == 0 {
    return "\(report.text())\n  no case was run: an empty check is no check"
  }
  guard let unseen else { return nil }
  return """
    Property "\(report.title)": its body recorded an issue without throwing, so that no case could fail by it.
      Demand with require(…) there, which throws. The first issue: \(unseen)
    """
}
