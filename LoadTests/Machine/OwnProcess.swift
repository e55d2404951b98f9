import Foundation

/// The generator's own process.
public enum OwnProcess {
  /// Processor time used so far, in seconds, over all threads. Source: getrusage(2).
  public static var cpuSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// Resident memory; `nil` where there is no `/proc`.
  static var residentKiB: Int? { ProcessMeter(pid: getpid()).read()?.residentKiB }

  /// The most that was resident since `resetPeak`; `nil` where there is no `/proc`. Source: proc(5), `VmHWM`.
  static var peakKiB: Int? {
    ProcFile.text("/proc/self/status").flatMap { ProcFile.value("VmHWM", in: $0) }?.split(separator: " ").first
      .flatMap { Int($0) }
  }

  /// From now on `peakKiB` begins with what is resident now. Source: proc(5), `clear_refs`.
  static func resetPeak() { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8) }

  /// The core it is bound to; `nil` when it may run on several.
  public static var onlyCore: Int? { ProcessMeter(pid: getpid()).onlyCore }
}
