import Foundation

/// A folder for the database, the keys and the log of one run, removed with its content. Folders of runs that were killed
/// are removed by the next one.
public struct TemporaryFolder: Sendable {
  private static let prefix = "voicecore-verify-"

  /// Where it is.
  public let path: String
  /// Held as long as the folder is in use, so that a process with the same number elsewhere is not mistaken for ours.
  private let lock: Int32

  /// A new folder, which nobody else may read.
  public init() throws {
    let place = FileManager.default.temporaryDirectory
    Self.sweep(place)
    let folder = place.appendingPathComponent("\(Self.prefix)\(getpid())-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    path = folder.path
    lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if lock >= 0 { _ = flock(lock, LOCK_EX | LOCK_NB) }
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// The last lines of a file in it, as one.
  func tail(of name: String) -> String {
    let text = (try? String(contentsOfFile: file(name), encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").suffix(5)
    return lines.isEmpty ? "it said nothing" : lines.joined(separator: " | ")
  }

  /// Takes it away with all it holds.
  public func remove() {
    try? FileManager.default.removeItem(atPath: path)
    if lock >= 0 { close(lock) }
  }

  /// Removes what killed runs have left: folders named by a process that is gone, and held by nobody.
  private static func sweep(_ place: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      guard let pid = Int32(name.dropFirst(prefix.count).prefix { $0 != "-" }), pid > 0, kill(pid, 0) != 0,
        errno == ESRCH
      else { continue }
      let left = place.appendingPathComponent(name).path
      let lock = open(left, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard lock >= 0 else { continue }
      defer { close(lock) }
      // What can't be removed belongs to somebody else.
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: left) }
    }
  }
}
