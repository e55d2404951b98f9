internal import Synchronization

/// A body that comes in pieces, which are asked for one after the other, as fast as the client reads. Its end may not be known when it
/// begins.
public final class LiveBody: Sendable {
  /// How many bytes it has; `nil` when that isn't known. A body that ends earlier is broken off, so that the client sees it.
  public let count: Int?
  private let piece: @Sendable () async -> [UInt8]?

  /// A body of what this returns, until that is `nil`. It is let go of when the client goes.
  public init(_ piece: @escaping @Sendable () async -> [UInt8]?) {
    count = nil
    self.piece = piece
  }

  /// The bytes of this range: `piece` gives some from an offset on, perhaps more than the range has, or `nil` when they can't be had.
  public init(_ range: Range<Int>, _ piece: @escaping @Sendable (Int) async -> [UInt8]?) {
    count = range.count
    let offset = Mutex(range.lowerBound)
    self.piece = {
      let begin = offset.withLock { $0 }
      guard begin < range.upperBound, let bytes = await piece(begin), !bytes.isEmpty else { return nil }
      let wanted = Array(bytes.prefix(range.upperBound - begin))
      offset.withLock { $0 += wanted.count }
      return wanted
    }
  }

  /// The next piece, which may be long in coming; `nil` at the end.
  public func next() async -> [UInt8]? { await piece() }
}

extension LiveBody: Equatable {
  /// A body equals itself only.
  public static func == (left: LiveBody, right: LiveBody) -> Bool { left === right }
}
