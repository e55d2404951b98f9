public import ArgumentParser
import Foundation

extension AsyncParsableCommand {
  /// Runs the command of this process and ends it with the exit codes that all three executables share: 0 success,
  /// 1 a check failed, 2 wrong use, 3 could not run. Diagnostics go to standard error, one line for each thing wrong.
  public static func runByContract() async -> Never {
    do {
      var command = try parseAsRoot()
      if var asyncCommand = command as? any AsyncParsableCommand {
        try await asyncCommand.run()
      } else {
        try command.run()
      }
      exit(withError: nil)
    } catch let wrong as any WrongUse {
      for line in wrong.lines { StandardError.write(line) }
      exit(withError: ExitCode(2))
    } catch let failure as CouldNotRun {
      StandardError.write("Error: \(failure)")
      exit(withError: ExitCode(3))
    } catch let code as ExitCode where (0...3).contains(code.rawValue) {
      exit(withError: code)
    } catch {
      let text = fullMessage(for: error)
      // Help and version come as errors too.
      if exitCode(for: error).isSuccess {
        print(text)
        exit(withError: nil)
      }
      StandardError.write(text)
      exit(withError: ExitCode(2))
    }
  }
}
