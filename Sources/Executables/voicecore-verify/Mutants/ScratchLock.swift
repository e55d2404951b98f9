import CommandConventions
public import Foundation

/// Lets one run at a time plant faults in a checkout: two would build each other's. The kernel lets go of it when its holder
/// dies.
public struct ScratchLock: Sendable {
  /// How long one waits for another, if not told otherwise.
  public static let longestWait = Duration.seconds(30 * 60)
  private static let pause = Duration.seconds(1)
  /// Pauses between two lines that say for whom one waits.
  private static let pausesPerLine = 30

  private let file: Int32

  /// Takes the lock that lies in `folder`, which is made if need be; waits while another run holds it.
  /// - Throws: ``CouldNotRun`` when that takes longer than `patience`, and when the folder can't be written.
  public init(
    in folder: URL, patience: Duration = longestWait, telling tell: ((String) -> Void)? = nil
  ) async throws {
    let path = folder.appendingPathComponent("lock").path
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw CouldNotRun("--mutant: can't write \(path): \(String(cString: strerror(errno)))")
    }
    var pauses = 0
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      let holder = (try? String(contentsOfFile: path, encoding: .utf8)).map { " (process \($0))" } ?? ""
      let words = "another --mutant run\(holder) works in \(folder.path)"
      guard errno == EWOULDBLOCK || errno == EINTR, Self.pause * pauses < patience else {
        close(file)
        throw CouldNotRun("--mutant: \(words); end it, or run this one when it is done")
      }
      if pauses % Self.pausesPerLine == 0 {
        let line = "\(words); waits for it, \(pauses) s so far …"
        if let tell { tell(line) } else { StandardError.write(line) }
      }
      pauses += 1
      do { try await Task.sleep(for: Self.pause) } catch {
        close(file)
        throw error
      }
    }
    let own = Array("\(getpid())".utf8)
    if ftruncate(file, 0) == 0 { _ = own.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) } }
  }

  /// Lets the next one in.
  public func release() { close(file) }
}
