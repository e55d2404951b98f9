import Synchronization
import VoiceCore

/// Where bodies that were overtaken wait to run again, one after another for each tenant. Without it, of many who want
/// one row at once all but one would lose in each round, and most would use up their runs.
final class RerunLine: Sendable {
  /// How many may wait for one tenant's turn; more end in `.conflict`.
  static let maximumLength = 1024

  /// A body that opens further units of work is in its turn already, and must not wait for itself.
  @TaskLocal private static var isInTurn = false

  /// A tenant that has an entry has a body whose turn it is.
  private let lines = Mutex<[Tenant.ID: [CheckedContinuation<Bool, Never>]]>([:])

  /// Runs again in its turn; `nil` when the line is too long.
  func turn<Value: Sendable>(of tenant: Tenant.ID, _ run: () async -> Value) async -> Value? {
    if Self.isInTurn { return await run() }
    guard await enter(tenant) else { return nil }
    defer { leave(tenant) }
    return await Self.$isInTurn.withValue(true) { await run() }
  }

  private func enter(_ tenant: Tenant.ID) async -> Bool {
    await withCheckedContinuation { turn in
      let now = lines.withLock { lines -> Bool? in
        guard let line = lines[tenant] else {
          lines[tenant] = []
          return true
        }
        guard line.count < Self.maximumLength else { return false }
        lines[tenant]?.append(turn)
        return nil
      }
      if let now { turn.resume(returning: now) }
    }
  }

  private func leave(_ tenant: Tenant.ID) {
    let next = lines.withLock { lines -> CheckedContinuation<Bool, Never>? in
      guard lines[tenant]?.isEmpty == false else {
        lines[tenant] = nil
        return nil
      }
      return lines[tenant]?.removeFirst()
    }
    next?.resume(returning: true)
  }
}
