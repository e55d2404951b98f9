import Foundation
import ObjectStorage
import PortContracts
import Testing
import VoiceCore

@Suite("Objects as files", .timeLimit(.minutes(1)))
struct FileObjectsTests {
  private let tenant: Tenant.ID = Identifier(0xA)

  @Test(arguments: ObjectContract.checks(sizeLimit: 100_000))
  func `files keep the contract of object stores`(_ check: ContractCheck<any ObjectStore>) async throws {
    let folder = try Folder()
    try await check.run(FileObjects(directory: folder.path + "/objects", sizeLimit: 100_000))
  }

  @Test func `a directory that is opened again gives everything back`() async throws {
    let folder = try Folder()
    let key = try #require(ObjectKey(tenant: tenant, "calls", "1.wav"))
    try await FileObjects(directory: folder.path).put([1, 2, 3], at: key)
    #expect(try await FileObjects(directory: folder.path).get(key) == [1, 2, 3])
  }

  @Test func `nobody else can read the files or enter the directories, and nothing unfinished is left`() async throws {
    let folder = try Folder()
    let objects = try FileObjects(directory: folder.path + "/objects", sizeLimit: 4)
    let key = try #require(ObjectKey(tenant: tenant, "calls", "1.wav"))
    for _ in 1...2 { try await objects.put([1, 2, 3], at: key) }
    await #expect(throws: ObjectFailure.tooLarge) { try await objects.put([1, 2, 3, 4, 5], at: key) }
    let found = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }.sorted()
    let home = "objects/tenants/\(tenant)"
    let wanted = ["objects", "objects/.unfinished", "objects/tenants", home, home + "/calls", home + "/calls/@1.wav"]
    #expect(found == wanted)
    for path in found {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + path)
      #expect(attributes[.posixPermissions] as? Int == (path.hasSuffix(".wav") ? 0o600 : 0o700), "\(path)")
    }
  }

  @Test func `an object that others made too large is refused, unread`() async throws {
    let folder = try Folder()
    let key = try #require(ObjectKey(tenant: tenant, "a"))
    try await FileObjects(directory: folder.path).put([1, 2, 3, 4], at: key)
    let narrow = try FileObjects(directory: folder.path, sizeLimit: 3)
    await #expect(throws: ObjectFailure.tooLarge) { _ = try await narrow.get(key) }
  }

  @Test func `a link that somebody put in a tenant's place is not followed`() async throws {
    let folder = try Folder()
    let elsewhere = try Folder()
    let objects = try FileObjects(directory: folder.path)
    let key = try #require(ObjectKey(tenant: tenant, "a"))
    try FileManager.default.createDirectory(atPath: folder.path + "/tenants", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/tenants/\(tenant)", withDestinationPath: elsewhere.path)
    await #expect(throws: ObjectFailure.unavailable) { try await objects.put([1], at: key) }
    await #expect(throws: ObjectFailure.unavailable) { _ = try await objects.get(key) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.unfinished") == [])
  }

  @Test func `a directory that can't be made is unavailable`() throws {
    let folder = try Folder()
    #expect(throws: ObjectFailure.unavailable) { try FileObjects(directory: folder.path + "/no/where") }
    try Data([1]).write(to: URL(fileURLWithPath: folder.path + "/file"))
    #expect(throws: ObjectFailure.unavailable) { try FileObjects(directory: folder.path + "/file") }
  }
}

/// A directory of a test, gone with it.
private final class Folder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/voicecore-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
