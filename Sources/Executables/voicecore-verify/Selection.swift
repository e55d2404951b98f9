import ArgumentParser
import CommandConventions
import Foundation
import MemoryStore
import Properties
import PropertyTesting
import SQLiteStore

/// What one run of the command is to do, checked as a whole before anything runs.
struct Selection {
  /// One property on one subject.
  struct Item {
    let number: Int
    let title: String
    let subject: String
    let mutant: String
    let property: Property
  }

  let items: [Item]
  let settings: RunSettings
  let reports: ReportFiles

  init(_ laws: Laws) throws {
    if laws.baseURL != nil { throw CouldNotRun("--base-url: checking a live deployment is not available yet") }
    reports = try ReportFiles(laws.report)
    var settings = RunSettings()
    settings.cases = laws.cases ?? (laws.profile == .nightly ? 10_000 : 100)
    guard settings.cases > 0 else { throw ValidationError("--cases: expected a number above 0") }
    settings.seed = try Self.seed(laws)
    var numbers = try Self.numbers(laws.property)
    if let text = laws.replay {
      guard let token = ReplayToken(text) else { throw ValidationError("--replay: this is no replay token") }
      settings.replay = token
      if let number = Int(token.property) { numbers = [number] }
    }
    self.settings = settings
    let subjects = try Self.subjects(laws)
    let health: Health = laws.mutant ? .faulty : .sound
    items = VerifiedProperty.all.filter { numbers.isEmpty || numbers.contains($0.number) }.flatMap { property in
      subjects.compactMap { subject in
        subject.property(property, health).map {
          Item(
            number: property.number, title: property.title, subject: subject.rawValue, mutant: property.mutant,
            property: $0)
        }
      }
    }
    guard !items.isEmpty else {
      throw ValidationError("nothing selected: these properties have no law on these subjects")
    }
  }

  private static func numbers(_ text: String?) throws -> [Int] {
    guard let text else { return [] }
    let existing = VerifiedProperty.all.map(\.number)
    return try text.split(separator: ",").map { piece in
      guard let number = Int(piece), existing.contains(number) else {
        throw ValidationError("--property: \(piece) is none of \(existing.map(String.init).joined(separator: ", "))")
      }
      return number
    }
  }

  private static func subjects(_ laws: Laws) throws -> [VerifySubject] {
    guard let text = laws.subject else { return laws.profile == .quick ? [.core, .memory] : VerifySubject.allCases }
    return try text.split(separator: ",").map { piece in
      if let subject = VerifySubject(rawValue: String(piece)) { return subject }
      if ["postgres", "server", "sim"].contains(piece) {
        throw CouldNotRun("--subject: \(piece) is not available yet")
      }
      throw ValidationError("--subject: \(piece) is none of core, memory, sqlite, postgres, server, sim")
    }
  }

  /// Given, or of the commit (`VOICECORE_SEED`, hexadecimal), or drawn at night, or 1.
  private static func seed(_ laws: Laws) throws -> UInt64 {
    if let text = laws.seed {
      let parsed = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
      guard let parsed else { throw ValidationError("--seed: expected a number, decimal or 0x and hexadecimal") }
      return parsed
    }
    if laws.profile == .nightly { return .random(in: .min ... .max) }
    let commit = ProcessInfo.processInfo.environment["VOICECORE_SEED"] ?? ""
    return UInt64(commit.prefix(16), radix: 16) ?? 1
  }
}

/// What a law can be run on here.
enum VerifySubject: String, CaseIterable {
  case core, memory, sqlite

  func property(_ property: VerifiedProperty, _ health: Health) -> Property? {
    switch self {
    case .core: property.core?(health)
    case .memory: property.store?(StoreSource("memory") { MemoryStore() }, health)
    case .sqlite: property.store?(StoreSource("sqlite") { try await SQLiteStore.inMemory() }, health)
    }
  }
}
