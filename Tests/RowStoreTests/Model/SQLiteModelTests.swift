import Foundation
import Generators
import MemoryStore
import PropertyTesting
import SQLiteStore
import Synchronization
import Testing
import VoiceCore

/// Whatever three tenants do, SQLite answers as the memory store does; also when the machine loses its power, between two
/// uses or while the log was being written.
@Suite("The SQLite store and its model", .timeLimit(.minutes(2)))
struct SQLiteModelTests {
  private static let programs = Atomic<Int>(0)

  @Test func `any program of uses is answered as in memory, whenever the power fails`() async throws {
    let folder = try PowerlessFolder()
    let machine = StoreMachine(
      crashes: 3, names: { StoreNames(program: Self.programs.add(1, ordering: .relaxed).newValue) },
      model: { MemoryStore() },
      open: { try await Self.subject(folder, folder.newDatabase(), isNew: true) })
    let report = await check(Property("sqlite", machine: machine, steps: 1...25))
    let passed = report.passed
    #expect(passed, "\(report.text())")
  }

  private static func subject(
    _ folder: PowerlessFolder, _ path: String, isNew: Bool
  ) async throws -> StoreMachine.Subject {
    // What the operating system has is what the copies see; waiting for the disk would only take time.
    let store = try await SQLiteStore(path: path, durability: .operatingSystem)
    if isNew { try await store.migrate() }
    return StoreMachine.Subject(
      store,
      crash: { kind in
        let copy = try folder.copy(path, tail: kind == 0 ? [] : Array(repeating: kind == 1 ? 0 : 0xA5, count: 5_000))
        await store.close()
        return try await subject(folder, copy, isNew: false)
      }, close: { await store.close() })
  }
}

/// Databases of a test, gone with it.
final class PowerlessFolder: Sendable {
  private let path = FileManager.default.temporaryDirectory.path + "/voicecore-model-" + UUID().uuidString
  private let count = Atomic<Int>(0)

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func newDatabase() -> String { path + "/\(count.add(1, ordering: .relaxed).newValue).db" }

  /// The database and its log as they are at this moment, with a write to the log that was never finished.
  func copy(_ database: String, tail: [UInt8]) throws -> String {
    let copy = newDatabase()
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: database + suffix) {
      try FileManager.default.copyItem(atPath: database + suffix, toPath: copy + suffix)
    }
    if !tail.isEmpty, let log = FileHandle(forWritingAtPath: copy + "-wal") {
      try log.seekToEnd()
      try log.write(contentsOf: Data(tail))
      try log.close()
    }
    return copy
  }
}
