import MediaBridge

/// What a session decides on about its operators.
enum OperatorEvent: Sendable {
  /// Somebody is at the desk and wants to be joined, by the number of their seat.
  case arrived(Int)
  case wishes(OperatorWish, Int)
  case left(Int)
  /// Somebody changed who has the floor by other ways than their leg.
  case floorChanged
}
