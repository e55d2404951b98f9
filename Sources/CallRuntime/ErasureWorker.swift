public import Logging
public import VoiceCore

/// Erases deleted tenants for as long as the node runs: what was left over at the last stop first, then whatever comes.
/// Every node does it; none needs to know who began.
///
/// Two tasks, for one tenant's millions of rows must keep no other tenant's callers on the line, nor its keys: the one ends
/// sessions and destroys keys, the other hangs up and sweeps, tenants in turn.
public struct ErasureWorker: Sendable {
  /// The longest that a tenant's sessions on this node go on after the tenant was closed on another, beside the time that
  /// the store takes.
  public static let pause: Duration = .seconds(5)
  /// How long a tenant rests between two passes while others may still write for it, and after a pass that failed. A line
  /// in the log about what fails comes no more often.
  public static let rest: Duration = .seconds(60)
  /// How many batches of a tenant are swept before it is another's turn.
  public static let batchesInTurn = 20

  private let erasure: any TenantErasure
  private let erase: EraseTenant
  private let live: LiveSessions
  private let time: any TimeSource
  private let goodbye: Duration
  private let deadline: Duration
  private let log: Logger
  private let tell: @Sendable ([Tenant.ID]) -> Void

  /// A worker on these ports. `goodbye` is how long the last words of a call may take; what isn't erased by `deadline`
  /// after its closing is told to the log as an error. `tell` hears each time who is closed and not erased yet.
  public init(
    erasure: any TenantErasure, erase: EraseTenant, live: LiveSessions, time: any TimeSource, goodbye: Duration,
    deadline: Duration, log: Logger, tell: @escaping @Sendable ([Tenant.ID]) -> Void = { _ in }
  ) {
    self.erasure = erasure
    self.erase = erase
    self.live = live
    self.time = time
    self.goodbye = goodbye
    self.deadline = deadline
    self.log = log
    self.tell = tell
  }

  /// Runs until the task is cancelled.
  public func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await watch() }
      group.addTask { await sweep() }
    }
  }

  private func watch() async {
    var seen = Seen()
    while !Task.isCancelled {
      seen = await look(seen)
      do { try await time.sleep(for: Self.pause) } catch { return }
    }
  }

  private func sweep() async {
    var plan = Plan()
    while !Task.isCancelled {
      plan = await turn(plan)
      guard !plan.contains(where: { $0.value.place != nil }) else { continue }
      do { try await time.sleep(for: Self.pause) } catch { return }
    }
  }

  /// What is known of closed tenants between two looks.
  public struct Seen: Sendable {
    /// Whose keys are destroyed.
    fileprivate var shut: Set<Tenant.ID> = []
    /// When the log was last told that they can't be.
    fileprivate var told: [Tenant.ID: Timestamp] = [:]

    /// Nothing.
    public init() {}
  }

  /// One look at all tenants that are closed: their sessions end, their keys are destroyed. Waits for no carrier, and for
  /// no sweeping.
  public func look(_ seen: Seen) async -> Seen {
    guard let tenants = await closed() else {
      live.endOverdue(at: time.now(), goodbye: goodbye)
      return seen
    }
    tell(tenants)
    // No call waits for another tenant's keys.
    for tenant in tenants { live.close(sessionsOf: tenant, at: time.now()) }
    live.endOverdue(at: time.now(), goodbye: goodbye)
    var next = Seen()
    next.shut = seen.shut.intersection(tenants)
    for tenant in tenants where !next.shut.contains(tenant) && !Task.isCancelled {
      next.told[tenant] = seen.told[tenant]
      do throws(StoreFailure) {
        let unreadable = try await erase.shut(tenant)
        if unreadable > 0 {
          log.error(
            "recordings of a deleted tenant stay with the carrier: their rows can't be read",
            metadata: ["tenant_id": "\(tenant)", "count": "\(unreadable)"])
        }
        next.shut.insert(tenant)
      } catch {
        let now = time.now()
        guard next.told[tenant].map({ now >= $0 + Self.rest }) ?? true else { continue }
        next.told[tenant] = now
        log.warning(
          "a deleted tenant's keys aren't destroyed yet",
          metadata: ["tenant_id": "\(tenant)", "reason": "\(error)"])
      }
    }
    return next
  }

  /// When each tenant has its next pass.
  public typealias Plan = [Tenant.ID: Visit]

  /// A pass that is to be.
  public struct Visit: Sendable {
    let due: Timestamp
    /// Where it goes on; `nil` for one from the beginning.
    let place: EraseTenant.Place?
  }

  /// Each tenant whose pass is due, in turn: its handed-over calls are hung up, and some batches of it are swept.
  public func turn(_ plan: Plan) async -> Plan {
    guard let tenants = await closed() else { return plan.mapValues { Visit(due: $0.due, place: nil) } }
    var next = Plan()
    for tenant in tenants {
      guard !Task.isCancelled else { return plan }
      let visit = plan[tenant] ?? Visit(due: time.now(), place: nil)
      next[tenant] = visit.due <= time.now() ? await pass(tenant, from: visit.place) : visit
    }
    return next
  }

  private func closed() async -> [Tenant.ID]? {
    do throws(StoreFailure) { return try await erasure.unfinished() } catch {
      log.warning("closed tenants can't be listed", metadata: ["reason": "\(error)"])
      return nil
    }
  }

  /// Some batches; when it goes on.
  private func pass(_ tenant: Tenant.ID, from place: EraseTenant.Place?) async -> Visit {
    let marks: Logger.Metadata = ["tenant_id": "\(tenant)"]
    let later = time.now() + Self.rest
    // The next look may find nothing of the tenant any more.
    live.close(sessionsOf: tenant, at: time.now())
    do throws(StoreFailure) {
      switch try await erase(tenant, from: place, batches: Self.batchesInTurn) {
      case .erased: log.notice("a tenant is erased", metadata: marks)
      case .sweeping(let place): return Visit(due: time.now(), place: place)
      case .settling(let settled): return Visit(due: min(later, settled), place: nil)
      case .elsewhere, .open: break
      }
    } catch {
      log.warning(
        "a tenant's erasure is interrupted", metadata: marks.merging(["reason": "\(error)"]) { old, _ in old })
    }
    await warn(of: tenant, marks)
    return Visit(due: later, place: nil)
  }

  private func warn(of tenant: Tenant.ID, _ marks: Logger.Metadata) async {
    guard let closure = try? await erasure.closure(of: tenant), closure.statement == nil,
      time.now() >= closure.closedAt + deadline
    else { return }
    log.error("a tenant's erasure is overdue", metadata: marks)
  }
}
