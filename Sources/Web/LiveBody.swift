/// A body whose end isn't known when it begins: its pieces are asked for one after the other, as fast as the client reads.
public final class LiveBody: Sendable {
  private let piece: @Sendable () async -> [UInt8]?

  /// A body of what this returns, until that is `nil`. It is let go of when the client goes.
  public init(_ piece: @escaping @Sendable () async -> [UInt8]?) { self.piece = piece }

  /// The next piece, which may be long in coming; `nil` at the end.
  public func next() async -> [UInt8]? { await piece() }
}

extension LiveBody: Equatable {
  /// A body equals itself only.
  public static func == (left: LiveBody, right: LiveBody) -> Bool { left === right }
}
