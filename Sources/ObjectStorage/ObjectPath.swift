import VoiceCore

/// Where an object's file is, below the root.
struct ObjectPath: Sendable {
  /// The directories, outermost first.
  let directories: [String]
  /// The file in the last of them.
  let file: String

  /// The place for a key. Keys hold no `@`, so no file's name is a directory's.
  init(_ key: ObjectKey) {
    let parts = key.text.split(separator: "/").map(String.init)
    directories = Array(parts.dropLast())
    file = "@" + (parts.last ?? "")
  }
}
