import CommandConventions
import Foundation
import Synchronization

/// Shows on standard error how far a run is: one line that is drawn again on a terminal, plain lines elsewhere.
final class ProgressDisplay: Sendable {
  /// Between two drawings on a terminal.
  private static let pause = Duration.milliseconds(200)
  /// Between two lines of a law that takes long, elsewhere.
  private static let longPause = Duration.seconds(10)

  private struct Board {
    var state = ProgressState()
    var lawBegan = ContinuousClock.now
    let began = ContinuousClock.now
    var isRunning = false
  }

  private let board: Mutex<Board>
  private let isLive: Bool

  init(laws: Int) {
    board = Mutex(Board())
    isLive = StandardError.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    board.withLock { $0.state.laws = laws }
  }

  /// Runs `body` while the line is kept up to date, and takes it away in the end.
  func showing<Outcome: Sendable>(_ body: () async throws -> Outcome) async rethrows -> Outcome {
    let drawing = Task { [self] in
      while !Task.isCancelled {
        // Cancelling is how it ends.
        try? await Task.sleep(for: isLive ? Self.pause : Self.longPause)
        if !Task.isCancelled { draw() }
      }
    }
    defer {
      drawing.cancel()
      clear()
    }
    return try await body()
  }

  func begin(_ law: String, demanded: Int) {
    board.withLock { board in
      let (laws, finished) = (board.state.laws, board.state.finished)
      board.state = ProgressState()
      (board.state.laws, board.state.finished) = (laws, finished)
      (board.state.law, board.state.demanded) = (law, demanded)
      board.lawBegan = .now
      board.isRunning = true
    }
    if isLive { draw() }
  }

  /// Takes over what is known of the law that runs.
  func update(_ change: (inout ProgressState) -> Void) {
    board.withLock { change(&$0.state) }
  }

  func end(_ line: String) {
    board.withLock { board in
      board.state.finished += 1
      board.isRunning = false
    }
    clear()
    StandardError.write(line)
  }

  private func draw() {
    let now = ContinuousClock.now
    let state = board.withLock { board -> ProgressState? in
      guard board.isRunning else { return nil }
      board.state.seconds = (now - board.lawBegan) / .seconds(1)
      board.state.secondsInAll = (now - board.began) / .seconds(1)
      return board.state
    }
    guard let state else { return }
    if isLive {
      // The last column is left free: some terminals break the line there.
      StandardError.write("\r\u{1B}[K" + ProgressLine.text(state, columns: TerminalWidth.columns - 1), terminator: "")
    } else {
      StandardError.write(ProgressLine.text(state, columns: .max))
    }
  }

  private func clear() {
    if isLive { StandardError.write("\r\u{1B}[K", terminator: "") }
  }
}
