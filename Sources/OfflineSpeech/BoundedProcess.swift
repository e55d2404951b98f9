import Subprocess

/// Runs a program to its end, and not longer than a limit; whoever is cancelled doesn't wait for it either. It is killed, and
/// gone when this returns.
enum BoundedProcess {
  enum Failure: Error {
    case notInstalled
    /// It took too long, wrote too much, or ended with another status than 0.
    case failed
  }

  /// What the program wrote.
  static func output(
    of program: String, _ arguments: [String], within limit: Duration, atMost bytes: Int
  ) async throws(Failure) -> [UInt8] {
    let result = await withTaskGroup(of: Result<[UInt8], Failure>.self) { group in
      group.addTask { await run(program, arguments, atMost: bytes) }
      group.addTask {
        try? await Task.sleep(for: limit)
        return .failure(.failed)
      }
      let first = await group.next() ?? .failure(.failed)
      // Cancelling kills the program, and the group waits until it is gone.
      group.cancelAll()
      return first
    }
    return try result.get()
  }

  private static func run(_ program: String, _ arguments: [String], atMost bytes: Int) async -> Result<[UInt8], Failure>
  {
    guard !Task.isCancelled else { return .failure(.failed) }
    do {
      let result = try await Subprocess.run(
        .name(program), arguments: Arguments(arguments), output: .bytes(limit: bytes), error: .discarded)
      return result.terminationStatus.isSuccess ? .success(result.standardOutput) : .failure(.failed)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      return .failure(.notInstalled)
    } catch {
      return .failure(.failed)
    }
  }
}
