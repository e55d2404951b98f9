extension SQLiteStore {
  /// The bounds of everything that waits in a store.
  public struct Limits: Sendable {
    /// How many snapshots can be open at once.
    public var snapshots = 8
    /// How many bodies may wait for a snapshot.
    public var waitingSnapshots = 512
    /// How long a body waits for a snapshot. Not counted where turns are inline.
    public var snapshotWait: Duration = .seconds(5)
    /// How many connections serve the reads of units of work and the platform's look-ups.
    public var lookups = 2
    /// How many of these reads may be under way or wait.
    public var waitingLookups = 4096
    /// How many units of work may wait for their commit.
    public var waitingCommits = 4096
    /// How many units of work share one flush to the disk at most.
    public var commitsPerFlush = 128
    /// How long another process may hold the file before a commit gives up.
    public var busyWait: Duration = .seconds(5)
    /// How much of the file each connection may keep in memory, in KiB. There are at most `snapshots` and `lookups`, and one that writes.
    public var pageCacheKiB = 2000

    /// The bounds as they are by default; each can be set.
    public init() {}
  }

  /// What a commit that was acknowledged survives.
  public enum Durability: Sendable {
    /// Loss of power: the log is flushed to the disk before a commit is acknowledged (`synchronous=FULL`).
    case everyCommit
    /// The end of the process only: the operating system writes when it likes (`synchronous=OFF`).
    case operatingSystem
  }

  /// Where statements run.
  public enum Turns: Sendable {
    /// On a queue of each connection: the server's way.
    case queued
    /// On the caller's thread, at once, after a pause in which a simulated world lets others go first. Needs no thread
    /// and no clock of its own. Blocks the thread, and isn't for servers.
    case inline(pause: @Sendable () async -> Void)
  }
}
