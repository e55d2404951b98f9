import Glibc
import VoiceCore

/// Leadership among the processes that use one database file: a lock on a file of its own beside it, which the system lets
/// go when the process dies, however it dies. The files stay, empty.
struct FileLeadership: Leadership {
  /// The database's path.
  let database: String

  func lead(
    as name: LeaderName, _ body: @escaping @Sendable () async -> Void
  ) async throws(StoreFailure) -> Bool {
    // Belongs to this opening of the file: two in one process exclude each other too.
    let file = open("\(database).leader-\(name.text)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .unavailable }
    defer { close(file) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw .unavailable }
      return false
    }
    await body()
    return true
  }
}
