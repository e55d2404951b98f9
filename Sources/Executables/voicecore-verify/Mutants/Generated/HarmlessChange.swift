/// A change of the core that nobody could notice, because the core does the same with it: why, in a sentence.
///
/// Each says the line as it stands, so that an entry whose line is gone, or reads otherwise now, counts for nothing; a test
/// finds it.
public struct HarmlessChange: Sendable {
  /// From the package's root.
  public let path: String
  /// The line as it is, without the blanks before it.
  public let before: String
  /// The line as it would be.
  public let after: String
  let reason: String

  init(_ path: String, _ before: String, _ after: String, _ reason: String) {
    (self.path, self.before, self.after, self.reason) = ("Sources/VoiceCore/\(path)", before, after, reason)
  }

  /// Why nobody can notice this one; `nil` for every other.
  static func reason(of mutation: SourceMutation) -> String? {
    let trimmed = { (line: String) in String(line.drop { $0 == " " }) }
    let (before, after) = (trimmed(mutation.before), trimmed(mutation.after))
    return all.first { $0.path == mutation.path && $0.before == before && $0.after == after }?.reason
  }

  /// All that are known. Whoever adds one has tried to write the test that notices it.
  public static let all = [
    HarmlessChange(
      "Access/TenantSnapshot+People.swift",
      "var place = first.bits == 0 ? nil : Membership(of: Identifier(first.bits - 1), in: Identifier(.max))",
      "var place = first.bits == 1 ? nil : Membership(of: Identifier(first.bits - 1), in: Identifier(.max))",
      "Nobody has the id 0, and before the id 1 the list begins in either case."),
    HarmlessChange(
      "Agents/MeasureAgent.swift",
      "for recorded in facts where recorded.fact.at < window.upperBound { figures.take(recorded.fact) }",
      "for recorded in facts where true { figures.take(recorded.fact) }",
      "The figures themselves count nothing outside their window; the filter saves work."),
    HarmlessChange(
      "Conversation/Conversation.swift",
      "guard failures > 0, failedAttempts + failures == Self.attemptsBeforeTransfer else { return Decision(facts: [fact]) }",
      "guard failures >= 0, failedAttempts + failures == Self.attemptsBeforeTransfer else { return Decision(facts: [fact]) }",
      "After the third failure the dialogue is handed over and judges nothing more, so nothing is added to three."),
    HarmlessChange(
      "Conversation/Languages/LanguageGuess.swift",
      "let second = scores.indices.filter { $0 != best }.map { scores[$0] }.max() ?? 0",
      "let second = scores.indices.filter { $0 != best }.map { scores[$0] }.max() ?? 1",
      "There are always several languages, so there is always a second."),
    HarmlessChange(
      "Queue/QueueHead.swift", "lines.sort { $0.needs < $1.needs }", "lines.sort { $0.needs <= $1.needs }",
      "No two lines need the same."),
    HarmlessChange(
      "Queue/WatchQueues.swift", "next.head = heads.last?.position ?? memory.head",
      "next.head = heads.first?.position ?? memory.head",
      "The next look meets the same heads once more, and finds nothing new behind them."),
    HarmlessChange(
      "Routing/OpeningHours.swift",
      "let first = spans.filter { $0.minutes.lowerBound < TimeOfDay.minutesOfDay }", "let first = spans",
      "A week later the same spans overlap each other, or don't."),
    HarmlessChange(
      "Screening/Patterns/PatternParser.swift",
      "let isIn = Unicode.Scalar(value).map(WordScalars.contains) ?? false",
      "let isIn = Unicode.Scalar(value).map(WordScalars.contains) ?? true",
      "What is no scalar stands in no text."),
    HarmlessChange(
      "Tenancy/ReadTenants.swift", "let ids = try await store.platform.tenants(after: cursor, limit: limit + 1)",
      "let ids = try await store.platform.tenants(after: cursor, limit: limit + 2)",
      "Whether there is a next page is known by one more, or by two."),
    HarmlessChange(
      "Tenancy/ShutTenant.swift", "return true", "return false",
      "Only whether there is a value counts, and it is dropped."),
  ]
}
