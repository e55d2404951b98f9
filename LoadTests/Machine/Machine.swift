import Foundation

/// The machine that a run happened on.
public struct Machine: Codable, Equatable, Sendable {
  public let cores: Int
  public let processor: String
  public let system: String
  public let memoryMiB: Int

  /// This one.
  public static var here: Machine {
    let processor = ProcFile.text("/proc/cpuinfo")?.split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } }
    return Machine(
      cores: ProcessInfo.processInfo.processorCount, processor: processor ?? "unknown",
      system: ProcessInfo.processInfo.operatingSystemVersionString,
      memoryMiB: Int(ProcessInfo.processInfo.physicalMemory >> 20))
  }

  /// Processor seconds that all processes together have used since the start; `nil` where there is no `/proc`.
  public static var busySeconds: Double? {
    guard let line = ProcFile.text("/proc/stat")?.split(separator: "\n").first else { return nil }
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
    guard ticks.count == 8 else { return nil }
    // Without idle and waiting; what the host stole counts as used by others.
    return (ticks.reduce(0, +) - ticks[3] - ticks[4]) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
