/// A run with a watchdog beside it, so that it returns whatever a case does.
struct SupervisedRun<Input: Sendable>: Sendable {
  let law: Law<Input>
  let settings: RunSettings

  func report() async -> Report {
    let board = RunBoard(settings)
    guard let limit = settings.caseLimit else { return await unlimited(board) }
    let threads = CaseThreads(most: settings.usedWorkers + 1)
    defer { threads.close() }
    let hung = HungRun(law: law, settings: settings, board: board)
    let watchdog = Watchdog(
      board, limit: limit, onHang: settings.onHang, report: hung.report, shortReport: hung.shortReport)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        watchdog.begin(continuation)
        let task = Task(executorPreference: threads) {
          var run = Run(law, settings, board, threads)
          watchdog.end(await run.report())
        }
        board.cancels { task.cancel() }
      }
    } onCancel: {
      board.cancel()
    }
  }

  private func unlimited(_ board: RunBoard) async -> Report {
    await withTaskCancellationHandler {
      var run = Run(law, settings, board, nil)
      return await run.report()
    } onCancel: {
      board.cancel()
    }
  }
}
