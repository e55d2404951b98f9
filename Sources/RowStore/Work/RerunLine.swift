import Dispatch
import Synchronization
package import VoiceCore

/// Where bodies that were overtaken wait to run again, one after another for each tenant. Without it, of many who want
/// one row at once all but one would lose in each round, and most would use up their runs.
///
/// The last run of who has the turn isn't overtaken by this process: it begins when commits under way are through, and
/// those that come meanwhile wait for its end, but not longer than `longestLastRun`. So `.conflict` is left for what other
/// processes do, for a body that overtakes itself, and for one that is too slow.
package final class RerunLine: Sendable {
  /// How many may wait for one tenant's turn; more end in `.conflict`.
  package static let maximumLength = 1024
  /// How long commits of others wait for a last run; then it may be overtaken like any other. As long as a statement waits
  /// for a lock.
  package static let longestLastRun: Duration = .seconds(3)

  /// A tenant's line; there while somebody has the turn or commits.
  private struct Line: Sendable {
    var isTaken = false
    /// Who waits for the turn, which somebody has.
    var waiting: [CheckedContinuation<Bool, Never>] = []
    /// The commits under way of those who don't have the turn.
    var commits = 0
    /// The number of the last run in which who has the turn is, or that waits for the commits under way to begin.
    var lastRun: Int?
    var beginning: CheckedContinuation<Void, Never>?
    /// The commits that wait for the end of the last run, in their order: no more than bodies are under way. Each is told
    /// whether it may begin.
    var held: [(number: Int, begin: CheckedContinuation<Bool, Never>)] = []

    var isIdle: Bool { !isTaken && commits == 0 }
  }

  /// A body that opens further units of work is in its turn already, and must not wait for itself.
  @TaskLocal private static var tenantInTurn: Tenant.ID?
  private static var isInTurn: Bool { tenantInTurn != nil }

  private let lines = Mutex<[Tenant.ID: Line]>([:])
  private let numbers = Atomic<Int>(0)
  private let longestLastRun: Duration

  /// Nobody waits.
  package init(longestLastRun: Duration = RerunLine.longestLastRun) { self.longestLastRun = longestLastRun }

  /// Runs again in its turn; `nil` when the line is too long.
  package func turn<Value: Sendable>(of tenant: Tenant.ID, _ run: () async -> Value) async -> Value? {
    if Self.isInTurn { return await run() }
    guard await enter(tenant) else { return nil }
    defer { leave(tenant) }
    return await Self.$tenantInTurn.withValue(tenant) { await run() }
  }

  /// Who has the turn begins the last run, which ends with the turn. Within another tenant's turn there is none to hold.
  package func beginLastRun(of tenant: Tenant.ID) async {
    guard Self.tenantInTurn == tenant else { return }
    let number = nextNumber()
    let limit = DispatchTimeInterval.microseconds(Int(longestLastRun.wholeMicroseconds))
    DispatchQueue.global().asyncAfter(deadline: .now() + limit) { [weak self] in
      self?.endLastRun(of: tenant) { $0 == number }
    }
    await withCheckedContinuation { beginning in
      let isFree = change(tenant) { line in
        line.lastRun = number
        guard line.commits > 0 else { return true }
        line.beginning = beginning
        return false
      }
      if isFree { beginning.resume() }
    }
  }

  /// Commits, but not within the last run of somebody else.
  /// - Throws: `.unavailable` when the task is cancelled before the commit began: nothing was written.
  package func commit<Value: Sendable>(
    _ tenant: Tenant.ID, _ commit: () async throws(StoreFailure) -> Value
  ) async throws(StoreFailure) -> Value {
    if Self.isInTurn { return try await commit() }
    guard await beginCommit(tenant) else { throw .unavailable }
    defer { endCommit(tenant) }
    return try await commit()
  }

  private func beginCommit(_ tenant: Tenant.ID) async -> Bool {
    let isHeld = change(tenant) { line in
      if line.lastRun == nil { line.commits += 1 }
      return line.lastRun != nil
    }
    guard isHeld else { return true }
    let number = nextNumber()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { begin in
        let answer = change(tenant) { line -> Bool? in
          if Task.isCancelled { return false }
          guard line.lastRun == nil else {
            line.held.append((number, begin))
            return nil
          }
          line.commits += 1
          return true
        }
        if let answer { begin.resume(returning: answer) }
      }
    } onCancel: {
      let held = change(tenant) { line in
        line.held.firstIndex { $0.number == number }.map { line.held.remove(at: $0) }
      }
      held?.begin.resume(returning: false)
    }
  }

  /// Lets those commit who wait for the end of this last run, if it is still on.
  private func endLastRun(of tenant: Tenant.ID, _ isIt: (Int) -> Bool) {
    let held = change(tenant) { line -> [(number: Int, begin: CheckedContinuation<Bool, Never>)] in
      guard let lastRun = line.lastRun, isIt(lastRun) else { return [] }
      defer { line.held = [] }
      line.lastRun = nil
      line.commits += line.held.count
      return line.held
    }
    for commit in held { commit.begin.resume(returning: true) }
  }

  private func endCommit(_ tenant: Tenant.ID) {
    let beginning = change(tenant) { line in
      line.commits -= 1
      guard line.commits == 0 else { return nil as CheckedContinuation<Void, Never>? }
      defer { line.beginning = nil }
      return line.beginning
    }
    beginning?.resume()
  }

  private func enter(_ tenant: Tenant.ID) async -> Bool {
    await withCheckedContinuation { turn in
      let now = change(tenant) { line -> Bool? in
        guard line.isTaken else {
          line.isTaken = true
          return true
        }
        guard line.waiting.count < Self.maximumLength else { return false }
        line.waiting.append(turn)
        return nil
      }
      if let now { turn.resume(returning: now) }
    }
  }

  private func leave(_ tenant: Tenant.ID) {
    endLastRun(of: tenant) { _ in true }
    let next = change(tenant) { line -> CheckedContinuation<Bool, Never>? in
      guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
      line.isTaken = false
      return nil
    }
    next?.resume(returning: true)
  }

  private func nextNumber() -> Int { numbers.add(1, ordering: .relaxed).newValue }

  private func change<Value>(_ tenant: Tenant.ID, _ change: (inout Line) -> Value) -> Value {
    lines.withLock { lines in
      let value = change(&lines[tenant, default: Line()])
      if lines[tenant]?.isIdle == true { lines[tenant] = nil }
      return value
    }
  }
}
