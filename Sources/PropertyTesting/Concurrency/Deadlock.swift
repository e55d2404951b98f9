/// Nothing is ready, no timer is pending, and the body hasn't ended.
public struct Deadlock: Error, Equatable, Sendable, CustomStringConvertible {
  /// One task that can't go on.
  public struct Wait: Equatable, Sendable {
    /// The task's name, or its number.
    public let task: String
    /// What it waits for, and who has that if it is known.
    public let waitsFor: String
    /// The step at which it last ran.
    public let lastStep: Int
  }

  /// The tasks that are known not to have ended, in order of their making.
  public let waits: [Wait]
  /// Tasks without a known end: they have ended, or wait at places unknown.
  public let others: Int

  public var description: String {
    var lines = ["deadlock: nothing is ready and no timer is pending"]
    for wait in waits { lines.append("  \(wait.task) waits for \(wait.waitsFor) (last ran at step \(wait.lastStep))") }
    if others > 0 { lines.append("  \(others) more without a name have ended or wait at places unknown") }
    return lines.joined(separator: "\n")
  }
}
