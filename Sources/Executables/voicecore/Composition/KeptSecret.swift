import Foundation

/// A secret of embedded mode: made once and kept beside the database with mode 0600.
enum KeptSecret {
  /// What the file holds; made and written when it isn't there.
  static func text(at path: String, setting: String, make: () -> String) throws -> String {
    if let kept = try? String(contentsOfFile: path, encoding: .utf8) { return kept }
    let made = make()
    // Created with its mode, not given it afterwards; of two who make it at once, the first wins.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else {
      if let kept = try? String(contentsOfFile: path, encoding: .utf8) { return kept }
      throw SettingProblems(problems: [SettingProblem(setting, "\(path) can't be written; set the key")])
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: Data(made.utf8))
    try handle.synchronize()
    return made
  }
}
