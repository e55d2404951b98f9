import Synchronization
import VoiceCore

/// Where bodies that were overtaken wait to run again, one after another for each tenant. Without it, of many who want
/// one row at once all but one would lose in each round, and most would use up their runs.
///
/// The last run of who has the turn isn't overtaken by this process: it begins when commits under way are through, and
/// those that come meanwhile wait for its end. So `.conflict` is left for what other processes do, and for a body that
/// overtakes itself.
final class RerunLine: Sendable {
  /// How many may wait for one tenant's turn; more end in `.conflict`.
  static let maximumLength = 1024

  /// A tenant's line; there while somebody has the turn or commits.
  private struct Line: Sendable {
    var isTaken = false
    /// Who waits for the turn, which somebody has.
    var waiting: [CheckedContinuation<Bool, Never>] = []
    /// The commits under way of those who don't have the turn.
    var commits = 0
    /// Whether who has the turn is in the last run, or waits for the commits under way to begin it.
    var isLastRun = false
    var beginning: CheckedContinuation<Void, Never>?
    /// The commits that wait for the end of the last run: no more than bodies are under way.
    var held: [CheckedContinuation<Void, Never>] = []

    var isIdle: Bool { !isTaken && commits == 0 }
  }

  /// A body that opens further units of work is in its turn already, and must not wait for itself.
  @TaskLocal private static var tenantInTurn: Tenant.ID?
  private static var isInTurn: Bool { tenantInTurn != nil }

  private let lines = Mutex<[Tenant.ID: Line]>([:])

  /// Runs again in its turn; `nil` when the line is too long.
  func turn<Value: Sendable>(of tenant: Tenant.ID, _ run: () async -> Value) async -> Value? {
    if Self.isInTurn { return await run() }
    guard await enter(tenant) else { return nil }
    defer { leave(tenant) }
    return await Self.$tenantInTurn.withValue(tenant) { await run() }
  }

  /// Who has the turn begins the last run, which ends with the turn. Within another tenant's turn there is none to hold.
  func beginLastRun(of tenant: Tenant.ID) async {
    guard Self.tenantInTurn == tenant else { return }
    await withCheckedContinuation { beginning in
      let isFree = change(tenant) { line in
        line.isLastRun = true
        guard line.commits > 0 else { return true }
        line.beginning = beginning
        return false
      }
      if isFree { beginning.resume() }
    }
  }

  /// Commits, but not within the last run of somebody else.
  func commit(
    _ tenant: Tenant.ID, _ commit: () async throws(StoreFailure) -> RowCommit
  ) async throws(StoreFailure) -> RowCommit {
    if Self.isInTurn { return try await commit() }
    await beginCommit(tenant)
    defer { endCommit(tenant) }
    return try await commit()
  }

  private func beginCommit(_ tenant: Tenant.ID) async {
    let isHeld = change(tenant) { line in
      if !line.isLastRun { line.commits += 1 }
      return line.isLastRun
    }
    guard isHeld else { return }
    await withCheckedContinuation { held in
      let isHeld = change(tenant) { line in
        if line.isLastRun { line.held.append(held) } else { line.commits += 1 }
        return line.isLastRun
      }
      if !isHeld { held.resume() }
    }
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
    let held = change(tenant) { line in
      defer { line.held = [] }
      line.isLastRun = false
      line.commits += line.held.count
      return line.held
    }
    for commit in held { commit.resume() }
    let next = change(tenant) { line -> CheckedContinuation<Bool, Never>? in
      guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
      line.isTaken = false
      return nil
    }
    next?.resume(returning: true)
  }

  private func change<Value>(_ tenant: Tenant.ID, _ change: (inout Line) -> Value) -> Value {
    lines.withLock { lines in
      let value = change(&lines[tenant, default: Line()])
      if lines[tenant]?.isIdle == true { lines[tenant] = nil }
      return value
    }
  }
}
