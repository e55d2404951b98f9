import Glibc
import VoiceCore

/// An open file or directory, closed with its last owner.
final class FileDescriptor: Sendable {
  let number: CInt

  /// Takes what `open` returned.
  init(_ number: CInt) throws(ObjectFailure) {
    guard number >= 0 else { throw .unavailable }
    self.number = number
  }

  deinit { close(number) }

  // Calls that take the number are methods, for `self` lives as long as they run. `openat(parent.number, …)` elsewhere
  // could let `parent` close itself before the call, and the number be another file's by then.

  /// What `openat` finds at this name in this directory; negative, with `errno`, when it can't.
  func find(_ name: String, _ flags: CInt, mode: mode_t = 0) -> CInt {
    openat(number, name, flags | O_CLOEXEC | O_NOFOLLOW, mode)
  }

  /// Takes a name out of this directory. 0 when that worked, as `unlinkat`.
  @discardableResult func remove(_ name: String) -> CInt { unlinkat(number, name, 0) }

  /// Gives a file of this directory its place in another.
  func move(_ name: String, to directory: FileDescriptor, as newName: String) throws(ObjectFailure) {
    let result = withExtendedLifetime(directory) { renameat(number, name, directory.number, newName) }
    guard result == 0 else { throw .unavailable }
  }

  /// The directory of this name in this one; made, and known to the disk, when it isn't there.
  func directory(_ name: String) throws(ObjectFailure) -> FileDescriptor {
    if mkdirat(number, name, 0o700) == 0 {
      try flush()
    } else if errno != EEXIST {
      throw .unavailable
    }
    return try FileDescriptor(find(name, O_RDONLY | O_DIRECTORY))
  }

  /// Writes all of it.
  func write(_ bytes: [UInt8]) throws(ObjectFailure) {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress?.advanced(by: start), $0.count - start) }
      if written > 0 {
        start += written
      } else if written == 0 || errno != EINTR {
        throw .unavailable
      }
    }
  }

  /// Reads all of it, unless it is larger than the limit.
  func bytes(sizeLimit: Int) throws(ObjectFailure) -> [UInt8] {
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .unavailable }
    guard status.st_size <= sizeLimit else { throw .tooLarge }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      // Nobody changes a file that has its name, so its size holds.
      while count < buffer.count, !failed {
        let part = read(number, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        if part > 0 { count += part } else if part == 0 || errno != EINTR { failed = true }
      }
    }
    if failed { throw .unavailable }
    return bytes
  }

  /// Waits until the disk has it.
  func flush() throws(ObjectFailure) {
    guard fsync(number) == 0 else { throw .unavailable }
  }
}
