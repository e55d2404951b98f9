import Synchronization
public import VoiceCore

/// Objects in memory, in the order of their keys.
public final class HeldObjects: ObjectStore {
  private let kept = Mutex<[ObjectKey: [UInt8]]>([:])

  /// None yet.
  public init() {}

  /// Every key.
  public var keys: [String] { kept.withLock { $0.keys.map(\.text).sorted() } }

  public func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectFailure) {
    kept.withLock { $0[key] = bytes }
  }

  public func get(_ key: ObjectKey) async throws(ObjectFailure) -> [UInt8]? { kept.withLock { $0[key] } }

  public func delete(_ key: ObjectKey) async throws(ObjectFailure) { kept.withLock { $0[key] = nil } }

  public func deleteAny(of tenant: Tenant.ID, limit: Int) async throws(ObjectFailure) -> Int {
    kept.withLock { kept in
      let keys = kept.keys.filter { $0.text.hasPrefix("tenants/\(tenant)/") }.sorted { $0.text < $1.text }
      for key in keys.prefix(max(0, limit)) { kept[key] = nil }
      return min(keys.count, max(0, limit))
    }
  }
}
