import Synchronization
public import VoiceCore

/// Objects in memory, gone with the process: beside a store that is gone with it, too.
public final class MemoryObjects: ObjectStore {
  /// How many bytes are kept in all by default.
  public static let defaultLimit = 256 << 20

  fileprivate struct State {
    var objects: [ObjectKey: [UInt8]] = [:]
    var size = 0
  }

  private let state = Mutex(State())
  private let limit: Int

  /// Keeps at most so many bytes in all; beyond it the place is full.
  public init(limit: Int = MemoryObjects.defaultLimit) { self.limit = limit }

  /// See `ObjectStore`. More than fits into an empty one is `.tooLarge`, more than fits now `.unavailable`.
  public func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectFailure) {
    guard bytes.count <= limit else { throw .tooLarge }
    let fits = state.withLock { state in
      let size = state.size - (state.objects[key]?.count ?? 0) + bytes.count
      guard size <= limit else { return false }
      state.objects[key] = bytes
      state.size = size
      return true
    }
    if !fits { throw .unavailable }
  }

  /// See `ObjectStore`.
  public func get(_ key: ObjectKey) async throws(ObjectFailure) -> [UInt8]? { state.withLock { $0.objects[key] } }

  /// See `ObjectStore`.
  public func delete(_ key: ObjectKey) async throws(ObjectFailure) { state.withLock { $0.remove(key) } }

  /// See `ObjectStore`; in the order of the keys.
  public func deleteAny(of tenant: Tenant.ID, limit: Int) async throws(ObjectFailure) -> Int {
    state.withLock { state in
      let keys = state.objects.keys.filter { $0.text.hasPrefix(ObjectKey.prefix(of: tenant)) }.sorted {
        $0.text < $1.text
      }
      for key in keys.prefix(max(0, limit)) { state.remove(key) }
      return min(keys.count, max(0, limit))
    }
  }
}

extension MemoryObjects.State {
  fileprivate mutating func remove(_ key: ObjectKey) { size -= objects.removeValue(forKey: key)?.count ?? 0 }
}
