import Synchronization
import Testing

/// Keeps issues from being recorded while cases run: a law that does not hold is one issue, not one for every case that
/// shrinking tries.
final class Silence: Sendable {
  private let unseen = Mutex<String?>(nil)

  /// The first issue that nobody saw, in words.
  var firstUnseen: String? { unseen.withLock { $0 } }

  /// Runs `body`; issues recorded in it reach the case that is running, or nobody.
  func during<Outcome: Sendable>(_ body: @escaping @Sendable () async -> Outcome) async -> Outcome {
    guard let test = Test.current else { return await body() }
    let trait: IssueHandlingTrait = .compactMapIssues { issue in
      if let issues = CaseIssues.current {
        issues.add("\(issue)")
      } else {
        self.unseen.withLock { $0 = $0 ?? "\(issue)" }
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

  private let issues = Mutex<[String]>([])

  func add(_ issue: String) { issues.withLock { $0.append(issue) } }

  /// Runs a case's body and throws the first issue that it records, if it does not throw itself.
  static func collect(_ body: () async throws -> Void) async throws {
    let collected = CaseIssues()
    try await $current.withValue(collected) { try await body() }
    if let first = collected.issues.withLock({ $0.first }) { throw ExpectationInBody(description: first) }
  }
}

/// An `#expect` of a body did not hold.
struct ExpectationInBody: Error, CustomStringConvertible {
  let description: String
}
