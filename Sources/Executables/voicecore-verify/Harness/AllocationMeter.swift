import AllocationCounter

/// Counts heap allocations of the thread that calls it. Only of code that doesn't suspend: a task may go on elsewhere.
public enum AllocationMeter {
  /// Allocations of this thread since it began.
  public static var total: Int { Int(voicecore_allocations()) }

  /// Allocations while `body` runs.
  public static func count(_ body: () throws -> Void) rethrows -> Int {
    let before = total
    try body()
    return total - before
  }
}
