internal import Synchronization

/// Whether this node is on its way out: then it isn't ready and takes no new calls, while live ones go on.
public final class Drain: Sendable {
  private let hasBegun = Atomic(false)

  /// A node that is here to stay.
  public init() {}

  /// Whether the way out has begun.
  public var isDraining: Bool { hasBegun.load(ordering: .acquiring) }

  /// Begins the way out; there is none back.
  public func begin() { hasBegun.store(true, ordering: .releasing) }
}
