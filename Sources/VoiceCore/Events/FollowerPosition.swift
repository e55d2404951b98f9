/// Names who follows the log. Kept with each place, so it never changes once it is in use.
public struct FollowerName: Hashable, Sendable, Codable {
  /// Short, such as `webhooks`.
  public let text: String

  /// A follower of this name.
  public init(_ text: String) { self.text = text }
}

/// Up to where a follower has handled a tenant's log.
public struct FollowerPosition: Equatable, Sendable, Codable {
  public let follower: FollowerName
  /// The place of the last fact that it has handled.
  public let position: LogPosition

  /// A follower at this place.
  public init(follower: FollowerName, position: LogPosition) {
    self.follower = follower
    self.position = position
  }
}
