import ArgumentParser
import Glibc

/// A password that is given by hand or by a pipe.
enum TypedPassword {
  /// The first line of standard input; at a terminal it is asked for, and what is typed isn't shown.
  static func read() throws -> String {
    guard isatty(STDIN_FILENO) == 1 else {
      guard let line = readLine(), !line.isEmpty else { throw none }
      return line
    }
    tell("Password: ")
    var line = TypedLine()
    let end = hidden { take(&line) }
    tell("\n")
    switch end {
    case .entered(let text) where !text.isEmpty: return text
    case .entered, .ended: throw none
    case .interrupted(let signal):
      // The terminal is as it was: now what the key stands for may end the command.
      raise(signal)
      throw none
    }
  }

  private static var none: ValidationError { ValidationError("--read-password: no password came") }

  /// Reads until the line is over.
  private static func take(_ line: inout TypedLine) -> TypedLine.End {
    while true {
      var byte: UInt8 = 0
      switch Glibc.read(STDIN_FILENO, &byte, 1) {
      case 1: if let end = line.take(byte) { return end }
      case -1 where errno == EINTR: continue
      default: return .ended
      }
    }
  }

  /// With a terminal that shows nothing and hands over every key, those too that would end the command on the spot and leave
  /// the terminal without echo.
  private static func hidden(_ body: () -> TypedLine.End) -> TypedLine.End {
    var shown = termios()
    tcgetattr(STDIN_FILENO, &shown)
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) }
    return body()
  }

  private static func tell(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }
}
