import Foundation

/// A directory of a test, gone with it.
final class Folder: Sendable {
  let path: String
  /// Where the test's database is.
  var database: String { path + "/test.db" }

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/voicecore-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names of the files in it, in order.
  func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  /// The permissions of a file.
  func mode(of file: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path + "/" + file)[.posixPermissions] as? Int
  }

  /// Copies the database and its log as they are at this moment, as a power cut would leave them.
  func copyDatabase(to other: Folder) throws {
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: database + suffix, toPath: other.database + suffix)
    }
  }
}
