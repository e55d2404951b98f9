/// Keeps large things (recordings, exports) outside the database, each under a key that begins with its tenant.
public protocol ObjectStore: Sendable {
  /// Keeps bytes under the key, in place of what was there; readers see the old or the new, never a part.
  func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectFailure)
  /// What is kept under the key; `nil` when nothing is.
  func get(_ key: ObjectKey) async throws(ObjectFailure) -> [UInt8]?
  /// Forgets the key; one that isn't there is no error.
  func delete(_ key: ObjectKey) async throws(ObjectFailure)
  /// Forgets at most so many of a tenant's objects, whichever come first; how many they were, 0 when none is left.
  func deleteAny(of tenant: Tenant.ID, limit: Int) async throws(ObjectFailure) -> Int
}

/// Why an object could not be kept or read.
public enum ObjectFailure: Error, Equatable, Sendable {
  /// The place can't be reached or is full: trying again may help.
  case unavailable
  /// Larger than the limit: trying again doesn't help.
  case tooLarge
}
