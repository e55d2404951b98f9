import Server
import Synchronization

/// Keeps log lines.
final class LogPage: Sendable {
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock { $0 } }
  var sink: LogSink { LogSink { line in self.kept.withLock { $0.append(line) } } }
}
