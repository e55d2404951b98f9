internal import LiveMemory

#if canImport(Glibc)
internal import Glibc
#endif

/// What the process uses, read when it is asked for, under the names that Prometheus's client libraries share.
/// Source: Prometheus, "Writing client libraries", process metrics; proc(5), getrusage(2). What the system doesn't tell is left out.
enum ProcessMetrics {
  static let described: [MetricDescription] = [cpuTime, descriptors, resident, live]

  private static let cpuTime = MetricDescription(
    "process_cpu_seconds_total", .counter, "Processor time used, in user and kernel mode.")
  private static let descriptors = MetricDescription("process_open_fds", .gauge, "Descriptors that are open.")
  private static let resident = MetricDescription(
    "process_resident_memory_bytes", .gauge, "Memory that is resident.")
  private static let live = MetricDescription(
    "voicecore_heap_live_bytes", .gauge, "Bytes of the heap that are allocated and not freed.")

  /// In the text format.
  static var text: String {
    let values = [(cpuTime, cpuSeconds), (descriptors, openDescriptors), (resident, residentBytes), (live, liveBytes)]
    return values.map { description, value in
      guard let value else { return "" }
      let cell = GaugeCell()
      cell.set(value)
      var family = MetricFamily(description)
      family.series[""] = .gauge(cell)
      return family.text
    }.joined()
  }

  private static var liveBytes: Double? {
    let bytes = voicecore_live_bytes()
    return bytes < 0 ? nil : Double(bytes)
  }

  #if canImport(Glibc)
  private static var cpuSeconds: Double? {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return nil }
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  /// The descriptor by which they are counted isn't one of them.
  private static var openDescriptors: Double? {
    guard let directory = opendir("/proc/self/fd") else { return nil }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return Double(max(count - 3, 0))
  }

  private static var residentBytes: Double? {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let fields = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
    return fields.count > 1 ? Int(fields[1]).map { Double($0 * sysconf(Int32(_SC_PAGESIZE))) } : nil
  }
  #else
  private static let cpuSeconds: Double? = nil
  private static let openDescriptors: Double? = nil
  private static let residentBytes: Double? = nil
  #endif
}
