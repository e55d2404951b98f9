/// The turns of a run in words.
struct Story {
  private static let firstTurns = 6
  private static let lastTurns = 18

  private let dispatcher: Dispatcher

  init(_ dispatcher: Dispatcher) { self.dispatcher = dispatcher }

  var text: String {
    let turns = dispatcher.turns
    let width = turns.map { name($0.task).count }.max() ?? 0
    let lines = turns.map { line($0, width) }
    guard turns.count > Self.firstTurns + Self.lastTurns || dispatcher.turnsForgotten > 0 else {
      return lines.joined(separator: "\n")
    }
    let first = dispatcher.turnsForgotten > 0 ? 0 : Self.firstTurns
    let left = dispatcher.turnsForgotten + turns.count - first - Self.lastTurns
    return (lines.prefix(first) + ["  ... \(left) turns ..."] + lines.suffix(Self.lastTurns)).joined(separator: "\n")
  }

  func name(_ task: Int) -> String {
    guard dispatcher.tasks.indices.contains(task) else { return "task \(task)" }
    return dispatcher.tasks[task].name ?? "task \(task)"
  }

  private func line(_ turn: Turn, _ width: Int) -> String {
    let name = name(turn.task)
    let last = turn.firstStep + turn.steps - 1
    let steps = turn.steps == 1 ? "step \(turn.firstStep)" : "steps \(turn.firstStep)-\(last)"
    let padding = String(repeating: " ", count: max(0, width - name.count))
    return "  \(name)\(padding)  \(steps)\(words(turn.end))"
  }

  private func words(_ end: Turn.End) -> String {
    switch end {
    case .going: ""
    case .preempted(let point, let label): ", preempted" + (label.map { " at \($0)" } ?? "") + " (point \(point))"
    case .turnOver: ", turn over"
    case .ended: ", ends"
    case .waits(let what): ", waits for \(what)"
    case .suspended: ", ends or waits"
    }
  }

  /// Who waits for what.
  var deadlock: Deadlock {
    let unfinished = dispatcher.tasks.indices.filter { task in
      let record = dispatcher.tasks[task]
      return !record.hasEnded && (record.isFollowed || record.wait != nil)
    }
    let waits = unfinished.map { task in
      let record = dispatcher.tasks[task]
      return Deadlock.Wait(
        task: name(task), waitsFor: record.wait?.details() ?? "something unknown, perhaps outside of the scheduler",
        lastStep: record.lastStep)
    }
    let silent = dispatcher.tasks.filter { !$0.isFollowed && $0.wait == nil }.count
    return Deadlock(waits: waits, others: silent)
  }
}
