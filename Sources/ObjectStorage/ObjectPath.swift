import VoiceCore

/// Where an object's file is, below the root.
struct ObjectPath: Sendable {
  /// The directories, outermost first.
  let directories: [String]
  /// The file in the last of them.
  let file: String

  /// What a file's name begins with.
  static let mark = "@"

  /// Where a tenant's objects are.
  static func directories(of tenant: Tenant.ID) -> [String] {
    ObjectKey.prefix(of: tenant).split(separator: "/").map(String.init)
  }

  /// The place for a key. Keys hold no `@`, so no file's name is a directory's.
  init(_ key: ObjectKey) {
    let parts = key.text.split(separator: "/").map(String.init)
    directories = Array(parts.dropLast())
    file = Self.mark + (parts.last ?? "")
  }
}
