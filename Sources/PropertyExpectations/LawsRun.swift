import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// The laws that this process has run while a token waits for one of them.
enum LawsRun {
  private static let names = Mutex<[String]>([])

  /// Notes a law; the first one sees to it that the end of the process tells of a token that no law took.
  static func add(_ name: String, _ environment: LawEnvironment) {
    guard environment.replay != nil else { return }
    let isFirst = names.withLock { names in
      if !names.contains(name) { names.append(name) }
      return names.count == 1
    }
    if isFirst { atexit { LawsRun.tell() } }
  }

  private static func tell() {
    guard let text = LawEnvironment.ofProcess.unmet(laws: names.withLock { $0 }) else { return }
    let line = Array((text + "\n").utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
