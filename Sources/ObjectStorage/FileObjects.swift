public import VoiceCore

/// Objects as files below a directory that only we can enter.
///
/// `tenants/{tenant}/calls/1.wav` is kept in `tenants/{tenant}/calls/@1.wav`: the sign can't occur in a key, so a key
/// that goes on from another is a directory beside the other's file. An object is written aside, flushed to the disk
/// and then renamed, so that readers see the old or the new one and an acknowledged one survives a power cut. Files
/// have mode 0600, directories 0700. Several processes may share the directory. A process that dies while it writes
/// leaves its part in `.unfinished`, which nobody reads.
public final class FileObjects: ObjectStore {
  /// How many objects are written or read at once; the others wait.
  public static let lanes = 4
  /// How many may be under way or wait; more are `.unavailable`.
  public static let maximumWaiting = 256
  /// The size limit by default, in bytes: 256 MiB, three hours of stereo speech at 8 kHz and 16 bits with room to
  /// spare.
  public static let defaultSizeLimit = 256 << 20

  private let root: ObjectDirectory
  private let sizeLimit: Int
  private let work: BlockingWork

  /// Keeps objects below the directory, which is made when it isn't there (its parent must be). Objects of more than
  /// `sizeLimit` bytes are `.tooLarge`, in both directions.
  /// - Throws: `.unavailable` when the directory can't be made or entered.
  public init(directory: String, sizeLimit: Int = FileObjects.defaultSizeLimit) throws(ObjectFailure) {
    root = try ObjectDirectory(directory)
    self.sizeLimit = sizeLimit
    work = BlockingWork(lanes: Self.lanes, maximumWaiting: Self.maximumWaiting)
  }

  /// See `ObjectStore`. Not interrupted by the end of the task.
  public func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectFailure) {
    guard bytes.count <= sizeLimit else { throw .tooLarge }
    try await work.run { [root] () throws(ObjectFailure) in try root.put(bytes, at: ObjectPath(key)) }
  }

  /// See `ObjectStore`.
  public func get(_ key: ObjectKey) async throws(ObjectFailure) -> [UInt8]? {
    try await work.run { [root, sizeLimit] () throws(ObjectFailure) in
      try root.get(ObjectPath(key), sizeLimit: sizeLimit)
    }
  }

  /// See `ObjectStore`. Directories that it empties stay.
  public func delete(_ key: ObjectKey) async throws(ObjectFailure) {
    try await work.run { [root] () throws(ObjectFailure) in try root.delete(ObjectPath(key)) }
  }

  /// See `ObjectStore`. Directories that it empties go, too.
  public func deleteAny(of tenant: Tenant.ID, limit: Int) async throws(ObjectFailure) -> Int {
    try await work.run { [root] () throws(ObjectFailure) in
      try root.deleteAny(below: ObjectPath.directories(of: tenant), limit: max(0, limit))
    }
  }
}
