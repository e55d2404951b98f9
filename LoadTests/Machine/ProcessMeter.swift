import Foundation

/// Reads what a process has used, from `/proc`.
public struct ProcessMeter: Sendable {
  /// What a process has used so far.
  public struct Reading: Equatable, Sendable {
    /// In user and kernel mode, over all threads, in seconds. To a hundredth.
    public let cpuSeconds: Double
    /// Resident memory in KiB.
    public let residentKiB: Int
    public let threads: Int

    /// A reading.
    public init(cpuSeconds: Double, residentKiB: Int, threads: Int) {
      self.cpuSeconds = cpuSeconds
      self.residentKiB = residentKiB
      self.threads = threads
    }
  }

  private let pid: Int32

  /// A meter of this process.
  public init(pid: Int32) { self.pid = pid }

  /// `nil` once the process is gone, or where there is no `/proc`.
  public func read() -> Reading? {
    guard let stat = ProcFile.text("/proc/\(pid)/stat"), let status = ProcFile.text("/proc/\(pid)/status") else {
      return nil
    }
    return Self.reading(stat: stat, status: status, ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The cores that the process may run on.
  public var cores: Set<Int>? {
    ProcFile.text("/proc/\(pid)/status").flatMap { ProcFile.value("Cpus_allowed_list", in: $0) }.map(Self.cores)
  }

  /// The core that the process is bound to; `nil` when it may run on several.
  public var onlyCore: Int? { cores.flatMap { $0.count == 1 ? $0.first : nil } }

  /// Source: proc(5). The name in brackets may hold spaces and brackets, so fields are counted from behind it.
  package static func reading(stat: String, status: String, ticksPerSecond: Int) -> Reading? {
    guard let name = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: name)...].split(separator: " ")
    guard fields.count > 17, let user = Int(fields[11]), let system = Int(fields[12]), let threads = Int(fields[17]),
      let resident = ProcFile.value("VmRSS", in: status)?.split(separator: " ").first.flatMap({ Int($0) })
    else { return nil }
    return Reading(
      cpuSeconds: Double(user + system) / Double(ticksPerSecond), residentKiB: resident, threads: threads)
  }

  /// A list such as `0-1,4`.
  package static func cores(in list: String) -> Set<Int> {
    var cores: Set<Int> = []
    for part in list.split(separator: ",") {
      let ends = part.split(separator: "-").compactMap { Int($0) }
      if let first = ends.first, let last = ends.last, first <= last { cores.formUnion(first...last) }
    }
    return cores
  }
}
