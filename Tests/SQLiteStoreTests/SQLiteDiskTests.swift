import Foundation
import GRDB
import Glibc
import SQLiteStore
import Testing
import VoiceCore

/// A disk that ends, is write-protected, or lies. Small file systems in memory need root.
@Suite("The SQLite store and a bad disk", .timeLimit(.minutes(1)), .enabled(if: Disk.canBeMade))
struct SQLiteDiskTests {
  @Test func `a full disk is unavailable, keeps every acknowledged write, and is of use again when there is room`()
    async throws
  {
    let disk = try Disk(megabytes: 2)
    let ballast = disk.path + "/ballast"
    #expect(FileManager.default.createFile(atPath: ballast, contents: Data(count: 200_000)))
    let store = try await migrated(disk.database)
    var saved = 0
    var failure: StoreFailure?
    while failure == nil, saved < 10_000 {
      do {
        try await save(UInt128(saved + 1), in: store)
        saved += 1
      } catch let error as StoreFailure { failure = error }
    }
    #expect(failure == .unavailable)
    #expect(saved > 0)
    #expect(try await wholeCalls(in: store) == saved)
    await #expect(throws: StoreFailure.unavailable) { try await save(20_000, in: store) }
    try FileManager.default.removeItem(atPath: ballast)
    try await save(20_001, in: store)
    #expect(try await wholeCalls(in: store) == saved + 1)
    await store.close()
    let again = try await SQLiteStore(path: disk.database)
    #expect(try await wholeCalls(in: again) == saved + 1)
    await again.close()
  }

  @Test func `a disk that has no room for the schema is unavailable, and takes it when it has`() async throws {
    let disk = try Disk(megabytes: 1)
    let ballast = disk.path + "/ballast"
    #expect(FileManager.default.createFile(atPath: ballast, contents: Data(count: 900_000)))
    let failure: StoreFailure?
    do throws(StoreFailure) {
      let store = try await SQLiteStore(path: disk.database)
      failure = await Self.failure { () throws(StoreFailure) in try await store.migrate() }
      await store.close()
    } catch { failure = error }
    #expect(failure == .unavailable)
    try FileManager.default.removeItem(atPath: ballast)
    let store = try await migrated(disk.database)
    try await save(1, in: store)
    #expect(try await wholeCalls(in: store) == 1)
    await store.close()
  }

  @Test func `a disk that becomes write-protected is unavailable for writing and goes on afterwards`() async throws {
    let disk = try Disk(megabytes: 4)
    let first = try await migrated(disk.database)
    try await save(1, in: first)
    await first.close()
    try disk.protect(true)
    let failure: StoreFailure?
    do throws(StoreFailure) {
      let store = try await SQLiteStore(path: disk.database)
      failure = await Self.failure { () throws(StoreFailure) in
        do { try await save(2, in: store) } catch { throw (error as? StoreFailure) ?? .corrupt }
      }
      await store.close()
    } catch { failure = error }
    #expect(failure == .unavailable)
    try disk.protect(false)
    let again = try await SQLiteStore(path: disk.database)
    try await save(2, in: again)
    #expect(try await wholeCalls(in: again) == 2)
    await again.close()
  }

  @Test func `pages of rubbish are corrupt, never other rows, and end nothing but the question`() async throws {
    let folder = try Folder()
    let store = try await migrated(folder.database)
    for number in 1...200 { try await save(UInt128(number), in: store) }
    await store.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    let page = 4096
    // The first pages hold the schema: without it the file would be refused as a whole.
    for number in 40..<(bytes.count / page) where number % 3 == 0 {
      bytes.replaceSubrange(number * page..<(number + 1) * page, with: Data(repeating: 0xA5, count: page))
    }
    try bytes.write(to: URL(fileURLWithPath: folder.database))
    let broken = try await SQLiteStore(path: folder.database)
    var failures = 0
    for number in 1...200 {
      do {
        let seen = try await broken.read(for: tenantID) { scope throws(StoreFailure) in
          try await scope.call(Identifier(UInt128(number)) as Call.ID)
        }
        if let seen { #expect(try seen == call(UInt128(number))) }
      } catch let error as StoreFailure {
        #expect(error == .corrupt)
        failures += 1
      }
    }
    #expect(failures > 0)
    await broken.close()
  }

  private static func failure<Outcome>(_ work: () async throws(StoreFailure) -> Outcome) async -> StoreFailure? {
    do throws(StoreFailure) {
      _ = try await work()
      return nil
    } catch {
      return error
    }
  }
}

/// A small file system of a test, gone with it.
final class Disk: Sendable {
  /// Whether this process may mount file systems.
  static let canBeMade: Bool = {
    guard geteuid() == 0 else { return false }
    return (try? Disk(megabytes: 1)) != nil
  }()

  struct Refused: Error {}

  let path = FileManager.default.temporaryDirectory.path + "/voicecore-disk-" + UUID().uuidString
  var database: String { path + "/test.db" }

  init(megabytes: Int) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard mount("voicecore-test", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
      rmdir(path)
      throw Refused()
    }
  }

  deinit {
    umount2(path, CInt(MNT_DETACH))
    rmdir(path)
  }

  func protect(_ isProtected: Bool) throws {
    let flags = UInt(MS_REMOUNT) | (isProtected ? UInt(MS_RDONLY) : 0)
    guard mount("voicecore-test", path, "tmpfs", flags, nil) == 0 else { throw Refused() }
  }
}
