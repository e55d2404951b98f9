internal import Synchronization
internal import VoiceCore

/// Tells a tenant's audit log that somebody known was refused an administrative operation: once an hour of each kind, and
/// without letting whoever is refused wait for a store that is slow.
final class Refusals: Sendable {
  /// How long an answer waits for its entry; then the entry goes on by itself.
  static let patience: Duration = .milliseconds(250)
  /// The most entries under way at once; what would be more isn't told this time.
  static let maximumUnderWay = 32

  private let record: RecordRefusal
  private let auditing: Auditing
  private let time: any TimeSource
  private let memory = RefusalMemory()
  private let underWay = Mutex(0)

  init(_ ports: APIPorts) {
    record = RecordRefusal(store: ports.store)
    auditing = ports.auditing
    time = ports.time
  }

  /// Told in the bearer's own tenant, whatever the request named; a bearer who has none is refused nothing.
  func tell(_ operation: APIOperation?, _ bearer: Bearer, _ request: AuditEntry.RequestID?) async {
    guard let act = operation?.act, let tenant = bearer.tenant(named: nil) else { return }
    let draft = auditing.about(request)(act, by: bearer)
    guard memory.admit(draft.entry, of: tenant) else { return }
    guard takePlace() else { return memory.forget(draft.entry, of: tenant) }
    await Patience.wait(Self.patience, on: time) { [self] in await tell(draft, in: tenant) }
  }

  private func tell(_ draft: AuditDraft, in tenant: Tenant.ID) async {
    if !(await record(draft, in: tenant)) { memory.forget(draft.entry, of: tenant) }
    underWay.withLock { $0 -= 1 }
  }

  private func takePlace() -> Bool {
    underWay.withLock { count in
      guard count < Self.maximumUnderWay else { return false }
      count += 1
      return true
    }
  }
}

/// Waiting for work that may go on by itself.
enum Patience {
  /// Returns when the work is done, or after the span, whichever comes first; the work goes on.
  static func wait(
    _ span: Duration, on time: any TimeSource, for work: @escaping @Sendable () async -> Void
  ) async {
    await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
      let gate = Gate(waiter)
      let alarm = Task {
        try? await time.sleep(for: span)
        gate.open()
      }
      Task {
        await work()
        gate.open()
        alarm.cancel()
      }
    }
  }

  /// Lets its waiter go once.
  private final class Gate: Sendable {
    private let waiter: Mutex<CheckedContinuation<Void, Never>?>

    init(_ waiter: CheckedContinuation<Void, Never>) { self.waiter = Mutex(waiter) }

    func open() {
      let first = waiter.withLock { waiter in
        defer { waiter = nil }
        return waiter
      }
      first?.resume()
    }
  }
}
