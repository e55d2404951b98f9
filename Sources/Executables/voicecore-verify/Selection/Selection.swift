import ArgumentParser
import CommandConventions
import Foundation
import Properties
import PropertyTesting

/// What one run of the command is to do, checked as a whole before anything runs.
struct Selection {
  /// One property on one subject.
  struct Item {
    let number: Int
    let title: String
    let subject: VerifySubject
    let property: Property
  }

  /// The laws that are run one by one.
  let items: [Item]
  /// The numbers to run on a server (empty: all it has); `nil` when it isn't selected.
  let server: [Int]?
  /// Laws that can't run, as this build leaves out what they need; 0 is all that a server has.
  let absent: [(number: Int, title: String, subject: VerifySubject)]
  let settings: RunSettings
  let profile: Profile?
  let failures: KeptFailures
  private let givenWorkers: Int?
  private let givenLimit: Duration?
  /// A call takes seconds, and making a failing one small places it again.
  private static let serverCaseLimit = Duration.seconds(120)
  /// Runs of a law's body to find what of a smallest case doesn't matter.
  private static let explanations = 200

  init(_ laws: Laws) async throws {
    var settings = RunSettings()
    settings.cases = laws.cases ?? laws.profile?.cases ?? Profile.everydayCases
    guard settings.cases > 0 else { throw ValidationError("--cases: expected a number above 0") }
    if let shrinks = laws.shrinks { settings.maximumShrinkEvaluations = max(0, shrinks) }
    if laws.explain { settings.maximumExplanations = Self.explanations }
    if laws.exhaustive { settings.exhaustion = .whenSmall }
    settings.seed = try await SeedChoice.seed(given: laws.seed, laws.profile)
    var numbers = try Self.numbers(laws.property)
    if let text = laws.replay {
      settings.replay = try Self.token(text, numbers)
      numbers = settings.replay.flatMap { Int($0.property) }.map { [$0] } ?? numbers
    }
    let subjects = try VerifySubject.chosen(laws.subject, laws.profile).filter { !laws.mutant || $0 != .server }
    let missing = VerifySubject.absent(laws.subject, laws.profile).filter { !laws.mutant || $0 != .server }
    settings.workers = laws.workers ?? ProcessInfo.processInfo.activeProcessorCount
    if let limit = laws.caseLimit { settings.caseLimit = .seconds(limit) }
    self.settings = settings
    givenWorkers = laws.workers
    givenLimit = laws.caseLimit.map { .seconds($0) }
    failures = KeptFailures(laws)
    profile = laws.profile
    let properties = VerifiedProperty.all.filter { numbers.isEmpty || numbers.contains($0.number) }
    absent = missing.flatMap { subject in
      subject == .server
        ? [(0, "laws of a running server", subject)]
        : properties.filter(\.isOfStores).map { ($0.number, $0.title, subject) }
    }
    items = properties.flatMap { property in
      subjects.compactMap { subject in
        subject.property(property).map {
          Item(number: property.number, title: property.title, subject: subject, property: $0)
        }
      }
    }
    // A token says nothing of the server unless it is asked for: its laws have generators of their own.
    let wantsServer = subjects.contains(.server) && (settings.replay == nil || laws.subject != nil)
    server = wantsServer ? numbers : nil
    if items.isEmpty, absent.isEmpty, server == nil {
      throw ValidationError("nothing selected: these properties have no law on these subjects")
    }
  }

  /// How laws are checked on `subject`.
  func settings(on subject: VerifySubject) -> RunSettings {
    var settings = settings
    settings.saved = failures.folder(for: subject)
    guard subject == .server else { return settings }
    // Each run of a body would place a call.
    settings.maximumExplanations = 0
    settings.workers = givenWorkers ?? 1
    settings.caseLimit = givenLimit ?? Self.serverCaseLimit
    return settings
  }

  /// The numbers in a text like `6,18`; none for `nil`.
  static func numbers(_ text: String?) throws -> [Int] {
    guard let text else { return [] }
    let existing = VerifiedProperty.all.map(\.number)
    return try text.split(separator: ",", omittingEmptySubsequences: false).map { piece in
      guard let number = Int(piece), existing.contains(number) else {
        let names = existing.map(String.init).joined(separator: ", ")
        throw ValidationError("--property: '\(piece)' is none of \(names)")
      }
      return number
    }
  }

  /// The token in a text, for one of these properties, or for any when there are none.
  static func token(_ text: String, _ numbers: [Int]) throws -> ReplayToken {
    switch TokenReading(text, properties: VerifiedProperty.all.map { "\($0.number)" }) {
    case .wrong(let reason): throw ValidationError("--replay: \(reason)")
    case .token(let token):
      guard numbers.isEmpty || numbers.contains(where: { "\($0)" == token.property }) else {
        throw ValidationError("--replay: the token is for property \(token.property), which --property leaves out")
      }
      return token
    }
  }
}
