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
