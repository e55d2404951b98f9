/// A caller who waits, as those see it who see the queue.
public struct CallerInLine: Sendable {
  public let department: Department.ID
  public let caller: WaitingCaller
  /// From 1.
  public let position: Int
  /// How long they have still to wait; `nil` while nobody can say.
  public let wait: Duration?
}
