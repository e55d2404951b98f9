import Foundation

/// Files of `/proc`, whose size isn't known before they are read.
enum ProcFile {
  static func text(_ path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path), let content = try? file.readToEnd() else { return nil }
    return String(decoding: content, as: UTF8.self)
  }

  /// The value of a line `Name:   value`.
  static func value(_ name: String, in text: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
  }
}
