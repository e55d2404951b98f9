/// Searches the most calls that a server carries: doubles until a step fails, then halves the distance.
public struct CapacitySearch: Sendable {
  /// How a step came out.
  public enum Outcome: Equatable, Sendable {
    case held
    /// A limit of the server was broken.
    case broken
    /// The generator was the limit: the server may carry more, but this generator can't tell.
    case void
  }

  /// The most calls that held; 0 before any did.
  public private(set) var best = 0
  /// The fewest calls that failed, and how.
  public private(set) var worst: (calls: Int, outcome: Outcome)?
  private let first: Int
  private let most: Int

  /// - Parameter first: calls of the first step.
  /// - Parameter most: never more than these.
  public init(first: Int = 25, most: Int = 4000) {
    self.first = min(max(first, 1), max(most, 1))
    self.most = max(most, 1)
  }

  /// Whether a server may carry more than what held: no step broke its limits, or the fewest calls that failed were
  /// void.
  public var isLowerBound: Bool { worst?.outcome != .broken }

  /// Calls of the next step; `nil` when it is known closely enough: to a twentieth, or five calls.
  public var next: Int? {
    guard let worst else {
      if best == 0 { return first }
      return best < most ? min(best * 2, most) : nil
    }
    guard worst.calls - best > max(5, best / 20) else { return nil }
    return (best + worst.calls) / 2
  }

  /// Takes in how a step came out.
  public mutating func record(_ calls: Int, _ outcome: Outcome) {
    switch outcome {
    case .held: best = max(best, calls)
    case .broken, .void: if worst.map({ calls < $0.calls }) ?? true { worst = (calls, outcome) }
    }
  }
}
