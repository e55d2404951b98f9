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

  /// The directory of this name in this one; made, and known to the disk, when it isn't there.
  func directory(_ name: String) throws(ObjectFailure) -> FileDescriptor {
    if mkdirat(number, name, 0o700) == 0 {
      try flush()
    } else if errno != EEXIST {
      throw .unavailable
    }
    return try FileDescriptor(openat(number, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW))
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
