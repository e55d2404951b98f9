internal import Synchronization

/// How many downloads are under way, from the request to the answer's last byte.
final class DownloadPlaces: Sendable {
  private let limit: Int
  private let taken = Mutex(0)

  /// So many at once.
  init(_ limit: Int) { self.limit = limit }

  /// Takes a place, to be given back; `false` when all are taken.
  func take() -> Bool {
    taken.withLock { taken in
      guard taken < limit else { return false }
      taken += 1
      return true
    }
  }

  func giveBack() { taken.withLock { $0 -= 1 } }
}
