#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Where finished log lines go, whole.
public struct LogSink: Sendable {
  /// Takes one line with its line feed; from any thread.
  public let write: @Sendable (String) -> Void

  /// A sink that calls this closure.
  public init(write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// The process's standard error: one `write` a line, so that lines of several threads don't mix. What can't be
  /// written is lost, since there is nowhere to say so.
  public static let standardError = LogSink { line in
    var line = line
    line.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Self.writeSome(rest)
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }

  private static func writeSome(_ bytes: UnsafeRawBufferPointer) -> Int {
    while true {
      #if canImport(Darwin)
      let count = Darwin.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #elseif canImport(Musl)
      let count = Musl.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #else
      let count = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }
}
