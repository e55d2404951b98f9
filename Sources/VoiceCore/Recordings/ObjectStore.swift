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

/// Stands where a deployment keeps no objects: there are none, and none can be kept.
public struct NoObjects: ObjectStore {
  /// A store of nothing.
  public init() {}

  /// See `ObjectStore`; always `.unavailable`.
  public func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectFailure) { throw .unavailable }
  /// See `ObjectStore`; always `nil`.
  public func get(_ key: ObjectKey) async throws(ObjectFailure) -> [UInt8]? { nil }
  /// See `ObjectStore`.
  public func delete(_ key: ObjectKey) async throws(ObjectFailure) {}
  /// See `ObjectStore`; always 0.
  public func deleteAny(of tenant: Tenant.ID, limit: Int) async throws(ObjectFailure) -> Int { 0 }
}
