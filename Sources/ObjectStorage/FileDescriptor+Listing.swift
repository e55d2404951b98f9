import Glibc
import VoiceCore

extension FileDescriptor {
  /// The names in this directory, in their order.
  func names() throws(ObjectFailure) -> [String] {
    // A place of its own in the directory, which reading moves on; closed with the stream.
    let copy = find(".", O_RDONLY | O_DIRECTORY)
    guard copy >= 0 else { throw .unavailable }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw .unavailable
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Takes an empty directory out of this one; one that isn't empty stays.
  func removeDirectory(_ name: String) { unlinkat(number, name, AT_REMOVEDIR) }
}
