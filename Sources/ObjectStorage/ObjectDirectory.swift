import Glibc
import VoiceCore

/// The directory below which objects are, by its descriptor: renaming it or changing the working directory moves
/// nothing under our feet, and no link below it is followed.
final class ObjectDirectory: Sendable {
  /// Where objects are written before they have their name. No key's part begins with a dot.
  private static let unfinished = ".unfinished"

  private let root: FileDescriptor
  private let unfinished: FileDescriptor

  init(_ path: String) throws(ObjectFailure) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .unavailable }
    root = try FileDescriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    unfinished = try root.directory(Self.unfinished)
  }

  /// Keeps bytes in place of what was there.
  func put(_ bytes: [UInt8], at path: ObjectPath) throws(ObjectFailure) {
    // At random, for processes in different containers may have the same number.
    let name = String(UInt64.random(in: .min ... .max), radix: 16)
    let file = try FileDescriptor(unfinished.find(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600))
    do throws(ObjectFailure) {
      try file.write(bytes)
      try file.flush()
      let parent = try directory(of: path)
      try unfinished.move(name, to: parent, as: path.file)
      // The name is in the directory, and must reach the disk, too.
      try parent.flush()
    } catch {
      unfinished.remove(name)
      throw error
    }
  }

  /// What is kept, if anything is.
  func get(_ path: ObjectPath, sizeLimit: Int) throws(ObjectFailure) -> [UInt8]? {
    guard let parent = try existingDirectory(of: path) else { return nil }
    let number = parent.find(path.file, O_RDONLY)
    if number < 0, errno == ENOENT { return nil }
    return try FileDescriptor(number).bytes(sizeLimit: sizeLimit)
  }

  /// Forgets what is kept.
  func delete(_ path: ObjectPath) throws(ObjectFailure) {
    guard let parent = try existingDirectory(of: path) else { return }
    guard parent.remove(path.file) == 0 else {
      if errno == ENOENT { return }
      throw .unavailable
    }
    try parent.flush()
  }

  /// Forgets at most so many objects below a directory, and the directories that it empties.
  func deleteAny(below directories: [String], limit: Int) throws(ObjectFailure) -> Int {
    guard let last = directories.last else { return 0 }
    var parent = root
    for name in directories.dropLast() {
      guard let next = try existing(name, in: parent) else { return 0 }
      parent = next
    }
    guard let directory = try existing(last, in: parent) else { return 0 }
    let count = try sweep(directory, limit: limit)
    if count < limit { parent.removeDirectory(last) }
    return count
  }

  private func sweep(_ directory: FileDescriptor, limit: Int) throws(ObjectFailure) -> Int {
    var count = 0
    for name in try directory.names() where count < limit {
      if name.hasPrefix(ObjectPath.mark) {
        guard directory.remove(name) == 0 || errno == ENOENT else { throw .unavailable }
        count += 1
      } else if let next = try existing(name, in: directory) {
        count += try sweep(next, limit: limit - count)
        if count < limit { directory.removeDirectory(name) }
      }
    }
    if count > 0 { try directory.flush() }
    return count
  }

  private func existing(_ name: String, in directory: FileDescriptor) throws(ObjectFailure) -> FileDescriptor? {
    let number = directory.find(name, O_RDONLY | O_DIRECTORY)
    if number < 0, errno == ENOENT { return nil }
    return try FileDescriptor(number)
  }

  private func directory(of path: ObjectPath) throws(ObjectFailure) -> FileDescriptor {
    var directory = root
    for name in path.directories { directory = try directory.directory(name) }
    return directory
  }

  private func existingDirectory(of path: ObjectPath) throws(ObjectFailure) -> FileDescriptor? {
    var directory = root
    for name in path.directories {
      let number = directory.find(name, O_RDONLY | O_DIRECTORY)
      if number < 0, errno == ENOENT { return nil }
      directory = try FileDescriptor(number)
    }
    return directory
  }
}
