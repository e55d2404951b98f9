import Glibc

/// A file without a name, in memory where the system has a place for that: another process of the same user opens it through
/// `/proc`. Gone with its last owner, whatever ends it: nothing is left behind.
final class MemoryFile: Sendable {
  private let descriptor: CInt

  /// Where another process finds it, while this one holds it.
  var path: String { "\(Self.directory)/\(name)" }
  /// Its name within `directory`.
  var name: String { "\(descriptor)" }
  /// Where all of them are.
  static var directory: String { "/proc/\(getpid())/fd" }

  /// Where the system keeps files in memory, and where it keeps passing ones.
  private static let places = ["/dev/shm", "/tmp"]
  /// `O_TMPFILE` of Linux (open(2)), which the C library's header hides.
  private static let nameless: CInt = 0o20_200_000

  /// A file of these bytes; `nil` when the system has no room for it.
  init?(_ bytes: [UInt8]) {
    descriptor =
      Self.places.lazy.map { open($0, Self.nameless | O_RDWR | O_CLOEXEC, 0o600) }.first { $0 >= 0 } ?? -1
    guard descriptor >= 0 else { return nil }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      // Closed by `deinit`, which runs once all that is stored is.
      guard count > 0 else { return nil }
      written += count
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
