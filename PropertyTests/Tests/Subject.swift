import MemoryStore
import Properties
import PropertyTesting
import SQLiteStore
import Testing
import VoiceCore

/// What a law is run on.
enum Subject: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case core, memory, sqlite

  static let all = Subject.allCases
  static let stores: [Subject] = [.memory, .sqlite]

  var testDescription: String { rawValue }

  func property(_ number: Int) -> Property? {
    guard let property = VerifiedProperty.all.first(where: { $0.number == number }) else { return nil }
    return switch self {
    case .core: property.core?()
    case .memory: property.store?(StoreSource("memory") { MemoryStore() })
    case .sqlite: property.store?(StoreSource("sqlite") { try await SQLiteStore.inMemory() })
    }
  }
}
