/// How quickly a queue has been served lately, and what that means for who waits.
///
/// The wait at place p is p × gap. With the last services at t₁ … t_k (at most 20, within half an hour) and now n, the gap
/// between services is the greater of (t_k − t₁) / (k − 1), as it was, and (n − t₁) / k, which grows while nobody is served.
public struct ServiceRate: Equatable, Sendable, Codable {
  /// The most services that are remembered.
  public static let maximumServices = 20
  /// Older ones don't count.
  public static let memory: Duration = .seconds(1800)

  /// In order.
  public private(set) var services: [Timestamp] = []

  /// Nobody has been served.
  public init() {}

  /// Somebody was served. A moment that comes late is put in its place.
  public mutating func served(at moment: Timestamp) {
    let place = services.lastIndex { $0 <= moment }.map { $0 + 1 } ?? 0
    services.insert(moment, at: place)
    if services.count > Self.maximumServices { services.removeFirst() }
  }

  /// How long the caller at a place (from 1) has still to wait; `nil` when fewer than two were served lately, for then
  /// nobody can say.
  public func wait(atPlace place: Int, at moment: Timestamp) -> Duration? {
    let recent = services.filter { moment - $0 <= Self.memory && $0 <= moment }
    guard let first = recent.first, let last = recent.last, recent.count >= 2, place >= 1 else { return nil }
    return max((last - first) / (recent.count - 1), (moment - first) / recent.count) * place
  }

  /// The wait as it is said to callers: whole minutes, rounded up, at least one.
  public static func minutes(of wait: Duration) -> Int {
    max(1, Int((wait.wholeMicroseconds + 59_999_999) / 60_000_000))
  }
}
