import LoadTests
import MemoryStore

/// What can be measured, by name.
enum Scenarios {
  /// Benchmarks of single functions and paths.
  static let benchmarks = [
    "media-parse", "media-build", "level", "webhook-memory", "webhook-sqlite", "unit-of-work-memory",
    "unit-of-work-sqlite", "insert-sqlite-1", "insert-sqlite-64", "unit-of-work-memory-1000",
    "unit-of-work-memory-10000", "unit-of-work-memory-100000", "unit-of-work-memory-1000000",
    "unit-of-work-memory-tenants", "unit-of-work-sqlite-1000", "unit-of-work-sqlite-100000",
    "unit-of-work-sqlite-1000000", "unit-of-work-sqlite-tenants", "screening", "screening-speech",
    "screening-patterns", "screening-compile", "routing", "queue-1000", "queue-10000", "queue-100000", "queue-1000000",
    "line-memory-1000", "line-memory-100000", "line-sqlite-1000", "line-sqlite-100000", "webhook-memory-8",
    "webhook-sqlite-64", "webhook-postgres", "webhook-postgres-64", "knowledge-1000", "knowledge-10000",
    "knowledge-100000",
  ]

  /// Calls one after another, and what they leave behind.
  static let soak = "soak"

  /// The Postgres store beside pgbench.
  static let queries = "rls-queries"

  /// How well the offline receptionist understands words.
  static let ears = "ears"

  /// Every name.
  static let all =
    CallsSuite.allCases.map(\.rawValue) + [soak, queries, ears] + FiguresSuite.allCases.map(\.rawValue) + benchmarks

  static func benchmark(_ name: String, in place: TemporaryDatabase) async throws -> Benchmark? {
    switch name {
    case "media-parse": .mediaParse
    case "media-build": .mediaBuild
    case "level": .level
    case "webhook-memory": try await .webhook(on: "memory", MemoryStore())
    case "webhook-sqlite": try await .webhook(on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)))
    case "webhook-memory-8": try await .webhook(on: "memory", MemoryStore(), atOnce: 8)
    case "webhook-sqlite-64":
      try await .webhook(on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)), atOnce: 64)
    case "webhook-postgres-64": try await .webhook(on: "Postgres", try await LoadStore.postgres(), atOnce: 64)
    case "webhook-postgres": try await .webhook(on: "Postgres", try await LoadStore.postgres())
    case "unit-of-work-memory": try await .unitOfWork(on: "memory", MemoryStore())
    case "unit-of-work-sqlite":
      try await .unitOfWork(on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)))
    case "insert-sqlite-1": .inserts(on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)), atOnce: 1)
    case "insert-sqlite-64": .inserts(on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)), atOnce: 64)
    case "unit-of-work-memory-1000": try await .unitOfWork(on: "memory", MemoryStore(), amid: 1_000)
    case "unit-of-work-memory-10000": try await .unitOfWork(on: "memory", MemoryStore(), amid: 10_000)
    case "unit-of-work-memory-100000": try await .unitOfWork(on: "memory", MemoryStore(), amid: 100_000)
    case "unit-of-work-memory-1000000": try await .unitOfWork(on: "memory", MemoryStore(), amid: 1_000_000)
    case "unit-of-work-memory-tenants":
      try await .unitOfWork(on: "memory", MemoryStore(), amid: 100, tenants: 1_000)
    case "unit-of-work-sqlite-1000":
      try await .unitOfWork(on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)), amid: 1_000)
    case "unit-of-work-sqlite-100000":
      try await .unitOfWork(on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)), amid: 100_000)
    case "unit-of-work-sqlite-1000000":
      try await .unitOfWork(on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)), amid: 1_000_000)
    case "unit-of-work-sqlite-tenants":
      try await .unitOfWork(
        on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)), amid: 100, tenants: 1_000)
    case "screening": .screening
    case "screening-speech": .screeningSpeech
    case "screening-patterns": .screeningPatterns
    case "screening-compile": .screeningCompile
    case "routing": try .routing()
    case "queue-1000": .queue(of: 1_000)
    case "queue-10000": .queue(of: 10_000)
    case "queue-100000": .queue(of: 100_000)
    case "queue-1000000": .queue(of: 1_000_000)
    case "knowledge-1000": .knowledge(of: 1_000)
    case "knowledge-10000": .knowledge(of: 10_000)
    case "knowledge-100000": .knowledge(of: 100_000)
    case "line-memory-1000": try await .line(of: 1_000, on: "memory", MemoryStore())
    case "line-memory-100000": try await .line(of: 100_000, on: "memory", MemoryStore())
    case "line-sqlite-1000":
      try await .line(of: 1_000, on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)))
    case "line-sqlite-100000":
      try await .line(of: 100_000, on: "SQLite", try await LoadStore.sqlite(at: place.path(for: name)))
    default: nil
    }
  }
}
