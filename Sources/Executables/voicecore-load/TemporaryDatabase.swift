import Foundation

/// A directory for the databases of one run, removed with its content.
struct TemporaryDatabase {
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("voicecore-load-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  func path(for name: String) -> String { directory.appendingPathComponent(name + ".db").path }

  func remove() { try? FileManager.default.removeItem(at: directory) }
}
