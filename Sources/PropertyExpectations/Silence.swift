import PropertyTesting
import Synchronization
import Testing

/// Keeps issues from being recorded while cases run: a law that does not hold is one issue, not one for every case that
/// shrinking tries.
final class Silence: Sendable {
  /// Warnings of one law that are told; each comes once.
  private static let mostWarnings = 10

  private let unseen = Mutex<String?>(nil)
  private let warnings = Mutex<Set<String>>([])

  /// The first issue that nobody saw, in words.
  var firstUnseen: String? { unseen.withLock { $0 } }

  private func isNews(_ warning: Issue) -> Bool {
    warnings.withLock { $0.count < Self.mostWarnings && $0.insert(CaseIssues.words(warning)).inserted }
  }

  /// Runs `body`; issues recorded in it reach the case that is running, or nobody. Warnings pass, each once.
  func during<Outcome: Sendable>(_ body: @escaping @Sendable () async -> Outcome) async -> Outcome {
    guard let test = Test.current else { return await body() }
    let trait: IssueHandlingTrait = .compactMapIssues { issue in
      // It fails nothing, so it is no case's failure.
      if !issue.isFailure { return self.isNews(issue) ? issue : nil }
      if let issues = CaseIssues.current {
        issues.add(issue)
      } else {
        self.unseen.withLock { $0 = $0 ?? CaseIssues.words(issue) }
      }
      return nil
    }
    let result = Mutex<Outcome?>(nil)
    do {
      try await trait.provideScope(for: test, testCase: Test.Case.current) {
        let outcome = await body()
        result.withLock { $0 = outcome }
      }
    } catch {
      // The scope throws what `body` throws: nothing.
    }
    if let outcome = result.withLock({ $0 }) { return outcome }
    return await body()
  }
}

/// The issues that one case records.
final class CaseIssues: Sendable {
  @TaskLocal static var current: CaseIssues?

  private let first = Mutex<RequirementFailure?>(nil)

  func add(_ issue: Issue) {
    let place = issue.sourceLocation
    let failure = RequirementFailure(
      CaseIssues.words(issue), fileID: place?.fileID ?? "an unknown place", line: UInt(place?.line ?? 0))
    first.withLock { $0 = $0 ?? failure }
  }

  /// Runs a case's body and throws the first issue that it records, as a requirement at that place. What the body throws
  /// otherwise passes through, but for the error of a `#require`, whose issue tells more.
  static func collect(_ body: () async throws -> Void) async throws {
    let collected = CaseIssues()
    do {
      try await $current.withValue(collected) { try await body() }
    } catch let error as ExpectationFailedError {
      throw collected.first.withLock { $0 } ?? error
    }
    if let failure = collected.first.withLock({ $0 }) { throw failure }
  }

  /// Without the severity, which is that of the case.
  static func words(_ issue: Issue) -> String {
    let text = "\(issue)"
    let severity = " (error)"
    return text.hasSuffix(severity) ? String(text.dropLast(severity.count)) : text
  }
}
