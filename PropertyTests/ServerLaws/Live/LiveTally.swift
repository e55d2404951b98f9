import Synchronization

/// What a law did, counted for the report.
public final class LiveTally: Sendable {
  private struct Counts {
    var requests = 0
    var named: [(name: String, count: Int)] = []
    var notes: [String] = []
  }

  private let counts = Mutex(Counts())

  init() {}

  /// Requests that were sent, those that made and deleted tenants among them.
  public var requests: Int { counts.withLock { $0.requests } }
  /// What else was counted, in the order in which it came up.
  public var named: [(name: String, count: Int)] { counts.withLock { $0.named } }
  /// What the reader should know besides, a sentence each.
  public var notes: [String] { counts.withLock { $0.notes } }

  func asked() { counts.withLock { $0.requests += 1 } }

  func add(_ count: Int, _ name: String) {
    counts.withLock { counts in
      if let place = counts.named.firstIndex(where: { $0.name == name }) {
        counts.named[place].count += count
      } else {
        counts.named.append((name, count))
      }
    }
  }

  func note(_ sentence: String) {
    counts.withLock { if !$0.notes.contains(sentence) { $0.notes.append(sentence) } }
  }
}
