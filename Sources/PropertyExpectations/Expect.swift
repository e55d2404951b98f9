public import PropertyTesting
public import Testing

/// Checks `property` within a test of Swift Testing: a law that doesn't hold is one issue, at the line of the call.
/// - Returns: The report, for those who want to expect more of it.
@discardableResult
public func expect(
  _ property: Property, _ settings: RunSettings = RunSettings(), sourceLocation: SourceLocation = #_sourceLocation
) async -> Report {
  let report = await check(property, settings)
  if let text = report.failureText() { Issue.record("\(text)", sourceLocation: sourceLocation) }
  return report
}
