internal import NIOCore
internal import Synchronization

/// The calls that the server asks for over REST: each is lived through on its own, until the carrier shuts down.
final class OutgoingCalls: Sendable {
  /// What was asked for.
  struct Order: Sendable {
    let from: String
    let to: String
    let url: TwiMLTarget
    let status: TwiMLTarget?
    let events: Set<String>
    let timeout: Duration
  }

  private struct State {
    /// `nil` before the carrier is there, and after its end.
    var begin: (@Sendable (Order) -> (CallDirectory.Entry, Task<CallReport, Never>))?
    var running: [Task<CallReport, Never>] = []
    var reports: [CallReport] = []
    var legReports: [CallReport] = []
  }

  private let ownNumbers: Set<String>
  private let state = Mutex(State())

  init(ownNumbers: Set<String>) { self.ownNumbers = ownNumbers }

  /// Whether calls may be placed from the number.
  func owns(_ number: String) -> Bool { ownNumbers.contains(number) }

  /// How calls are begun from now on.
  func open(_ begin: @escaping @Sendable (Order) -> (CallDirectory.Entry, Task<CallReport, Never>)) {
    state.withLock { $0.begin = begin }
  }

  /// Begins a call; `nil` when none are begun any more.
  func place(_ order: Order) -> CallDirectory.Entry? {
    state.withLock { state in
      guard let begin = state.begin else { return nil }
      let (entry, task) = begin(order)
      state.running.append(task)
      return entry
    }
  }

  /// A leg that goes its own way; at the end it is waited for like a call.
  func adopt(_ leg: Task<CallReport, Never>) { state.withLock { $0.running.append(leg) } }

  func legEnded(_ report: CallReport) { state.withLock { $0.legReports.append(report) } }

  /// What came of legs that went their own way and have ended, in the order of their ends.
  var legReports: [CallReport] { state.withLock { $0.legReports } }

  func ended(_ report: CallReport) { state.withLock { $0.reports.append(report) } }

  /// What came of those that have ended, in the order of their ends.
  var reports: [CallReport] { state.withLock { $0.reports } }

  /// Begins none any more, hangs up what runs, and waits for it.
  func close() async {
    let running = state.withLock { state in
      state.begin = nil
      defer { state.running = [] }
      return state.running
    }
    for task in running { task.cancel() }
    for task in running { _ = await task.value }
  }
}
