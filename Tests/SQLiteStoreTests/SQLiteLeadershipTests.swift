import Foundation
import Glibc
import PortContracts
import SQLiteStore
import Testing
import VoiceCore

@Suite("Leadership over a SQLite file")
struct SQLiteLeadershipTests {
  @Test(.timeLimit(.minutes(1)), arguments: LeadershipContract.checks)
  func `stores over one file keep the contract`(_ check: ContractCheck<LeadershipContract.Nodes>) async throws {
    let folder = try Folder()
    let stores = [try await SQLiteStore(path: folder.database), try await SQLiteStore(path: folder.database)]
    try await check.run(.init(stores[0].leadership, stores[1].leadership))
    for store in stores { await store.close() }
  }

  @Test(.timeLimit(.minutes(1))) func `a process that is killed leads no longer`() async throws {
    let folder = try Folder()
    let store = try await SQLiteStore(path: folder.database)
    let name = LeaderName("killed")
    let other = Process()
    other.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
    // Becomes the shell that says that it has the lock, and keeps it.
    other.arguments = [
      "--no-fork", "--exclusive", "\(folder.database).leader-killed", "sh", "-c", "echo locked; exec sleep 600",
    ]
    let said = Pipe()
    other.standardOutput = said
    try other.run()
    #expect(try said.fileHandleForReading.read(upToCount: 6) == Data("locked".utf8))
    #expect(try await !store.leadership.lead(as: name) {})
    kill(other.processIdentifier, SIGKILL)
    other.waitUntilExit()
    #expect(try await store.leadership.lead(as: name) {})
    await store.close()
  }

  @Test func `what killed nodes left behind goes when the file is opened, and nothing else`() async throws {
    let folder = try Folder()
    let store = try await SQLiteStore(path: folder.database)
    for name in ["test.db.leader-node-killed", "test.db.leader-orphans", "other.db.leader-node-killed"] {
      #expect(FileManager.default.createFile(atPath: "\(folder.path)/\(name)", contents: nil))
    }
    _ = try await store.leadership.lead(as: LeaderName("node-living")) {
      let next = try? await SQLiteStore(path: folder.database)
      #expect(
        (try? folder.files().filter { $0.contains("leader") }) == [
          "other.db.leader-node-killed", "test.db.leader-node-living", "test.db.leader-orphans",
        ])
      #expect((try? await next?.leadership.lead(as: LeaderName("node-living")) {}) == false)
      await next?.close()
    }
    await store.close()
  }

  @Test func `a folder that is gone is told`() async throws {
    let folder = try Folder()
    let store = try await SQLiteStore(path: folder.database)
    try FileManager.default.removeItem(atPath: (folder.database as NSString).deletingLastPathComponent)
    await #expect(throws: StoreFailure.unavailable) { try await store.leadership.lead(as: LeaderName("a")) {} }
    await store.close()
  }
}
