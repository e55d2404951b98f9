import Glibc
import VoiceCore

/// Leadership among the processes that use one database file: a lock on a file beside it, which the system lets go when the
/// process dies, however it dies. The file goes when leadership ends in good order; one that is left means nothing.
struct FileLeadership: Leadership {
  /// How often a file that was taken away between its opening and its locking is opened anew.
  private static let maximumTries = 8

  /// The database's path.
  let database: String

  var endsOnlyWithProcess: Bool { true }

  func lead(
    as name: LeaderName, _ body: @escaping @Sendable () async -> Void
  ) async throws(StoreFailure) -> Bool {
    let path = "\(database).leader-\(name.text)"
    guard let file = try Self.locked(path) else { return false }
    await body()
    // Before the lock goes: whoever locks this file from now on finds that it isn't the one of that name any more.
    unlink(path)
    close(file)
    return true
  }

  /// Takes away the files of nodes that were killed: each node has a name of its own, so nobody else would. Whoever lives
  /// has its file locked.
  func sweep() {
    let file = database.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? database
    let folder = String(database.dropLast(file.count))
    guard let entries = opendir(folder.isEmpty ? "." : folder) else { return }
    defer { closedir(entries) }
    var left: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasPrefix("\(file).leader-node-") { left.append(name) }
    }
    for name in left.sorted() {
      // Without O_CREAT: one that has gone meanwhile stays so.
      let descriptor = open(folder + name, O_RDWR | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isNamed(folder + name, descriptor) { unlink(folder + name) }
      close(descriptor)
    }
  }

  /// The descriptor by which the file is locked; `nil` when somebody else has it locked.
  private static func locked(_ path: String) throws(StoreFailure) -> CInt? {
    for _ in 1...maximumTries {
      // The lock belongs to this opening of the file: two in one process exclude each other too.
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw .unavailable }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let isHeld = errno == EWOULDBLOCK
        close(file)
        if isHeld { return nil }
        throw .unavailable
      }
      if isNamed(path, file) { return file }
      close(file)
    }
    // Others come and go so fast that one of them leads.
    return nil
  }

  private static func isNamed(_ path: String, _ file: CInt) -> Bool {
    var (ours, named) = (stat(), stat())
    guard fstat(file, &ours) == 0, stat(path, &named) == 0 else { return false }
    return ours.st_ino == named.st_ino && ours.st_dev == named.st_dev
  }
}
