import Glibc

/// A small file of text, read and written as a whole.
struct TextFile {
  private static let chunk = 1 << 16

  let path: String

  init(_ path: String) { self.path = path }

  /// The text; `nil` when there is no such file.
  func read(upTo limit: Int) throws(SavedFailuresProblem) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw problem("cannot be read", errno, "make it readable, or choose another folder")
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: Self.chunk)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw problem("cannot be read", errno, "make it readable, or choose another folder") }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        throw SavedFailuresProblem("\(path) has more than \(limit) bytes; delete lines or the file")
      }
    }
  }

  /// Replaces the file, or leaves it as it was: the text goes into another file beside it, which then takes its name.
  /// Its folder must be there, and held (`FolderLock`).
  func write(_ text: String) throws(SavedFailuresProblem) {
    let beside = "\(path).\(getpid()).new"
    let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw problem("cannot be written", errno, "make its folder writable, or choose another") }
    let failure = Self.put(Array(text.utf8), into: file)
    let closing = close(file) == 0 ? 0 : errno
    if let code = [failure, closing].first(where: { $0 != 0 }) {
      unlink(beside)
      let remedy = code == ENOSPC || code == EDQUOT ? "free some space" : "choose another folder"
      throw problem("cannot be written", code, remedy + "; the file is as it was")
    }
    guard rename(beside, path) == 0 else {
      let code = errno
      unlink(beside)
      throw problem("cannot be written", code, "make its folder writable, or choose another")
    }
  }

  /// 0, or the number of the error.
  private static func put(_ bytes: [UInt8], into file: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : EIO }
      rest = rest.dropFirst(count)
    }
    return fsync(file) == 0 || errno == EINVAL ? 0 : errno
  }

  /// Makes the folder and those above it, as far as they aren't there.
  static func makeFolder(_ folder: String) throws(SavedFailuresProblem) {
    var sofar = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      sofar += sofar.isEmpty || sofar.hasSuffix("/") ? String(part) : "/\(part)"
      if mkdir(sofar, 0o755) != 0, errno != EEXIST, errno != EISDIR, errno != EROFS || access(sofar, F_OK) != 0 {
        throw SavedFailuresProblem("the folder \(sofar) cannot be made (\(words(errno))); choose another folder")
      }
    }
  }

  private func problem(_ what: String, _ code: Int32, _ remedy: String) -> SavedFailuresProblem {
    SavedFailuresProblem("\(path) \(what) (\(Self.words(code))); \(remedy)")
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
