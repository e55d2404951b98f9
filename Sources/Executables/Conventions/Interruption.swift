import Dispatch
import Foundation

/// Ctrl-C and its like cancel the work instead of ending the process, so that what was started is stopped.
public enum Interruption {
  /// Runs the body in a task that SIGINT, SIGTERM and SIGHUP cancel.
  /// - Throws: `CouldNotRun` when it was cancelled, whatever the body made of it, and what the body throws.
  public static func cancelling<Outcome: Sendable>(
    _ body: @escaping @Sendable () async throws -> Outcome
  ) async throws -> Outcome {
    let work = Task { try await body() }
    let numbers = [SIGINT, SIGTERM, SIGHUP]
    let sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { work.cancel() }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in numbers { signal(number, SIG_DFL) }
    }
    let outcome = await withTaskCancellationHandler {
      await work.result
    } onCancel: {
      work.cancel()
    }
    if work.isCancelled { throw CouldNotRun("interrupted") }
    return try outcome.get()
  }
}
