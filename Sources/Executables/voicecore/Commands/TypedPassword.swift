import ArgumentParser
import Glibc

/// A password that is given by hand or by a pipe.
enum TypedPassword {
  /// The first line of standard input; at a terminal it is asked for, and what is typed isn't shown.
  static func read() throws -> String {
    guard isatty(STDIN_FILENO) == 1 else { return try line() }
    tell("Password: ")
    var shown = termios()
    tcgetattr(STDIN_FILENO, &shown)
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
      tell("\n")
    }
    return try line()
  }

  private static func tell(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  private static func line() throws -> String {
    guard let line = readLine(), !line.isEmpty else { throw ValidationError("--read-password: no password came") }
    return line
  }
}
