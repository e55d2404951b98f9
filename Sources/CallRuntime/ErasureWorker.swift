public import Logging
public import VoiceCore

/// Erases deleted tenants for as long as the node runs: what was left over at the last stop first, then whatever comes.
/// Every node does it; none needs to know who began.
public struct ErasureWorker: Sendable {
  /// The longest that a tenant's sessions on this node go on after the tenant was closed on another.
  public static let pause: Duration = .seconds(5)
  /// How long a tenant rests between two passes while others may still write for it, and after a pass that failed.
  public static let rest: Duration = .seconds(60)

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

  /// When each tenant has its next pass.
  public typealias Plan = [Tenant.ID: Timestamp]

  /// Runs until the task is cancelled.
  public func run() async {
    var plan = Plan()
    while !Task.isCancelled {
      plan = await turn(plan)
      do { try await time.sleep(for: Self.pause) } catch { return }
    }
  }

  /// One look at all tenants that are closed.
  public func turn(_ plan: Plan) async -> Plan {
    let tenants: [Tenant.ID]
    do throws(StoreFailure) { tenants = try await erasure.unfinished() } catch {
      log.warning("closed tenants can't be listed", metadata: ["reason": "\(error)"])
      return plan
    }
    tell(tenants)
    // No call waits for another tenant's rows.
    for tenant in tenants { live.close(sessionsOf: tenant, at: time.now(), goodbye: goodbye) }
    var next = Plan()
    for tenant in tenants {
      guard !Task.isCancelled else { return plan }
      let due = plan[tenant] ?? time.now()
      next[tenant] = due <= time.now() ? await pass(tenant) : due
    }
    return next
  }

  /// One pass; when the next one is due.
  private func pass(_ tenant: Tenant.ID) async -> Timestamp {
    let marks: Logger.Metadata = ["tenant_id": "\(tenant)"]
    let later = time.now() + Self.rest
    do throws(StoreFailure) {
      switch try await erase(tenant) {
      case .erased: log.notice("a tenant is erased", metadata: marks)
      case .settling(let settled): return min(later, settled)
      case .open: break
      }
    } catch {
      log.warning(
        "a tenant's erasure is interrupted", metadata: marks.merging(["reason": "\(error)"]) { old, _ in old })
    }
    await warn(of: tenant, marks)
    return later
  }

  private func warn(of tenant: Tenant.ID, _ marks: Logger.Metadata) async {
    guard let closure = try? await erasure.closure(of: tenant), closure.statement == nil,
      time.now() >= closure.closedAt + deadline
    else { return }
    log.error("a tenant's erasure is overdue", metadata: marks)
  }
}
