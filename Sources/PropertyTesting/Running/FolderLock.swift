import Glibc

/// Lets one at a time change the files of a folder, be the others threads or processes. The lock lies on the folder
/// itself, so that no file is left behind, and the kernel lets go of it when its holder dies.
struct FolderLock {
  private static let pauseMicroseconds: UInt32 = 10_000
  private static let mostPauses = 500

  private let folder: Int32

  /// Waits for those who hold it, for 5 seconds at most. A file system without locks gives one that keeps nobody out.
  init(_ path: String) throws(SavedFailuresProblem) {
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    var pauses = 0
    while flock(folder, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      guard pauses < Self.mostPauses else {
        close(folder)
        throw SavedFailuresProblem("\(path) is held by another run; end that one, or choose another folder")
      }
      pauses += 1
      usleep(Self.pauseMicroseconds)
    }
  }

  func release() { if folder >= 0 { close(folder) } }
}
