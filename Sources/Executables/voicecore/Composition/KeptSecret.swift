import Foundation

/// A secret of embedded mode: made once and kept beside the database with mode 0600.
enum KeptSecret {
  /// What the file holds; made and written when it isn't there.
  static func text(at path: String, setting: String, make: () -> String) throws -> String {
    if let kept = try standing(at: path, setting) { return kept }
    let made = make()
    // Written whole under another name first: whoever is interrupted leaves no half of it for the next start to read.
    let draft = "\(path).\(getpid()).new"
    unlink(draft)
    // Created with its mode, not given it afterwards.
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw problem(setting, "\(path) can't be written; set the key") }
    defer { unlink(draft) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: Data(made.utf8))
    try handle.synchronize()
    // Of two who make it at once, the first wins; unlike renaming, linking takes nothing's place.
    guard link(draft, path) == 0 else {
      if let kept = try standing(at: path, setting) { return kept }
      throw problem(setting, "\(path) can't be written; set the key")
    }
    keepName(of: path)
    return made
  }

  /// What is there; `nil` when nothing is.
  private static func standing(at path: String, _ setting: String) throws -> String? {
    guard let kept = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    guard kept.contains(where: { !$0.isWhitespace }) else {
      throw problem(setting, "\(path) is empty: bring it back from a backup, or remove it where nothing was stored yet")
    }
    return kept
  }

  /// Without it the name may be gone after the machine has lost its power, and with it the key.
  private static func keepName(of path: String) {
    let folder = open((path as NSString).deletingLastPathComponent.nonEmpty ?? ".", O_RDONLY | O_DIRECTORY)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static func problem(_ setting: String, _ text: String) -> SettingProblems {
    SettingProblems(problems: [SettingProblem(setting, text)])
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
