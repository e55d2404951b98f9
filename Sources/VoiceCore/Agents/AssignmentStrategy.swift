/// How work is dealt out among those who are available (property 36).
public enum AssignmentStrategy: String, Sendable, Codable, CaseIterable {
  /// One after the other, in the order of ids, going round.
  case roundRobin = "round_robin"
  /// Each by their weight.
  case weighted
  /// Whoever has waited longest for work.
  case longestIdle = "longest_idle"
}
