import Dispatch
import Synchronization

/// Notices a case that does not end. It looks now and then whether the workers' heartbeats have moved, from a thread of its
/// own, and reads no clock.
final class Watchdog: Sendable {
  /// Looks within the time that one case may take: a hang is noticed at most an eighth late.
  private static let looks = 8
  /// What a cancelled case has to end in before it is left behind, in nanoseconds: a busy machine is slow to cancel.
  private static let grace = 2_000_000_000

  private struct Sight {
    var last: [Moment]
    var ages: [Int]
    var hung: (lane: Int, looksLeft: Int)?
    var lost: (moment: Moment, looksLeft: Int)?
    var continuation: CheckedContinuation<Report, Never>?
  }

  private let board: RunBoard
  private let queue = DispatchQueue(label: "property watchdog")
  // A Dispatch source may be used from any thread; its type does not say so.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer
  private let sight: Mutex<Sight>
  /// The same in looks, two at least.
  private let graceLooks: Int
  private let onHang: (@Sendable (Report) -> Void)?
  private let report: @Sendable (Moment) -> Report
  private let shortReport: @Sendable (Moment) -> Report

  /// - Parameters:
  ///   - report: Makes the report of a run that never ends for this reason. It may take for ever.
  ///   - shortReport: Makes one that will do then.
  init(
    _ board: RunBoard, limit: Duration, onHang: (@Sendable (Report) -> Void)?,
    report: @escaping @Sendable (Moment) -> Report, shortReport: @escaping @Sendable (Moment) -> Report
  ) {
    self.board = board
    self.onHang = onHang
    self.report = report
    self.shortReport = shortReport
    let lanes = board.hearts.count
    sight = Mutex(Sight(last: Array(repeating: .rest, count: lanes), ages: Array(repeating: 0, count: lanes)))
    timer = DispatchSource.makeTimerSource(queue: queue)
    let (seconds, attoseconds) = limit.components
    let whole = min(max(seconds, 0), 1_000_000)
    let nanoseconds = max(1_000_000, (Int(whole) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)) / Self.looks)
    graceLooks = max(2, Self.grace / nanoseconds)
    timer.schedule(deadline: .now() + .nanoseconds(nanoseconds), repeating: .nanoseconds(nanoseconds))
  }

  func begin(_ continuation: CheckedContinuation<Report, Never>) {
    sight.withLock { $0.continuation = continuation }
    timer.setEventHandler { [self] in look() }
    timer.activate()
  }

  /// Hands the report to the caller; only the first one counts.
  func end(_ report: Report) { end(report, telling: nil) }

  private func end(_ report: Report, telling: (@Sendable (Report) -> Void)?) {
    let continuation = sight.withLock { sight in
      defer { sight.continuation = nil }
      return sight.continuation
    }
    guard let continuation else { return }
    timer.cancel()
    telling?(report)
    continuation.resume(returning: report)
  }

  /// Code of others may wait for the very case that hangs; the watchdog does not.
  private static func elsewhere(_ work: @escaping @Sendable () -> Void) {
    DispatchQueue(label: "property aftermath").async(execute: work)
  }

  private func look() {
    enum Sighting { case nothing, hang(Moment), lost(Moment), mute(Moment) }
    let sighting: Sighting = sight.withLock { sight in
      if let (moment, looksLeft) = sight.lost {
        sight.lost = (moment, looksLeft - 1)
        return looksLeft == 1 ? .mute(moment) : .nothing
      }
      for (lane, heart) in board.hearts.enumerated() {
        let moment = heart.moment
        sight.ages[lane] = moment == sight.last[lane] && moment != .rest ? sight.ages[lane] + 1 : 0
        sight.last[lane] = moment
      }
      if let (lane, looksLeft) = sight.hung {
        if sight.ages[lane] == 0 {
          sight.hung = nil
          return .nothing
        }
        sight.hung = (lane, looksLeft - 1)
        if looksLeft > 1 { return .nothing }
        sight.lost = (sight.last[lane], graceLooks)
        return .lost(sight.last[lane])
      }
      guard let lane = sight.ages.indices.first(where: { sight.ages[$0] >= Self.looks }) else { return .nothing }
      sight.hung = (lane, graceLooks)
      return .hang(sight.last[lane])
    }
    switch sighting {
    case .nothing: break
    case .hang(let moment): if let cancel = board.noticed(moment) { Self.elsewhere(cancel) }
    case .lost(let moment):
      board.abandon()
      Self.elsewhere { [self] in end(report(moment), telling: onHang) }
    case .mute(let moment):
      Self.elsewhere { [self] in end(shortReport(moment), telling: onHang) }
    }
  }
}
