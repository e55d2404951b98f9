import Glibc
import VoiceCore

/// A directory of a store that goes with it.
enum TemporaryDirectory {
  /// A directory that goes with its last owner. Files that are still open stay readable to whoever has them.
  final class Belonging: Sendable {
    private let directory: String

    init(_ directory: String) { self.directory = directory }

    deinit { TemporaryDirectory.remove(directory) }
  }

  /// Where the system keeps files in memory, and where it keeps passing ones.
  private static let places = ["/dev/shm", "/tmp"]

  /// Makes a directory that only we can enter.
  static func make() throws(StoreFailure) -> String {
    for place in places {
      var template = Array((place + "/voicecore-XXXXXX").utf8CString)
      if mkdtemp(&template) != nil {
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      }
    }
    throw .unavailable
  }

  /// Removes a directory in which a database was.
  static func remove(_ directory: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(directory + "/voicecore.db" + suffix) }
    rmdir(directory)
  }
}
