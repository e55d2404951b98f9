import Foundation

/// A folder for the database and the log of one run, removed with its content.
struct TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voicecore-verify-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    path = folder.path
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// The last lines of a file in it, as one.
  func tail(of name: String) -> String {
    let text = (try? String(contentsOfFile: file(name), encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").suffix(5)
    return lines.isEmpty ? "it said nothing" : lines.joined(separator: " | ")
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
