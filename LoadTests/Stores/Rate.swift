import Foundation

/// How fast operations went, and what they cost their client.
public struct Rate: Codable, Sendable {
  public let operations: Int
  public let seconds: Double
  /// Processor time of the client's process, all threads.
  public let cpuSeconds: Double
  /// How often one of the client's threads gave its core up, or lost it.
  public let switches: Int

  /// A rate.
  public init(operations: Int, seconds: Double, cpuSeconds: Double, switches: Int) {
    self.operations = operations
    self.seconds = seconds
    self.cpuSeconds = cpuSeconds
    self.switches = switches
  }

  public var perSecond: Double { Double(operations) / max(seconds, 1e-9) }
  /// Of the client, for one operation.
  public var cpuMicroseconds: Double { cpuSeconds * 1e6 / Double(max(operations, 1)) }
  /// Of the client, for one operation.
  public var switchesEach: Double { Double(switches) / Double(max(operations, 1)) }
}

/// What processes have used so far. Source: getrusage(2).
public struct Usage: Sendable {
  public let cpuSeconds: Double
  public let switches: Int

  /// This process, all threads.
  public static var own: Usage { Usage(RUSAGE_SELF.rawValue) }
  /// Its children that have ended.
  public static var endedChildren: Usage { Usage(RUSAGE_CHILDREN.rawValue) }

  private init(_ who: Int32) {
    var usage = rusage()
    getrusage(__rusage_who_t(who), &usage)
    let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime)
    switches = Int(usage.ru_nvcsw + usage.ru_nivcsw)
  }
}
