import CommandConventions
import Dispatch
import Foundation

/// Ctrl-C and its like cancel the work instead of ending the process, so that what was started is stopped.
enum Interruption {
  static func cancelling<Outcome: Sendable>(
    _ body: @escaping @Sendable () async throws -> Outcome
  ) async throws -> Outcome {
    let work = Task { try await body() }
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { work.cancel() }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      return try await work.value
    } catch  where work.isCancelled {
      throw CouldNotRun("interrupted")
    }
  }
}
