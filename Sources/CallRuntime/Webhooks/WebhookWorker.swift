public import Logging
import Metrics
import Synchronization
public import VoiceCore

/// Sends what is due of all tenants' webhooks, for as long as the node runs (property 23). Every node does: what one has
/// claimed no other sends, and what it leaves behind another finds.
///
/// Whoever makes deliveries rings; each tenant's next moment is remembered; and all tenants are looked at from time to time, for
/// what other nodes left.
public struct WebhookWorker: Sendable {
  /// How many messages this node sends to an endpoint at once.
  public static let maximumForEndpoint = 4
  /// How many it sends at once in all.
  public static let maximumAtOnce = 256
  /// How often it is looked what has become due.
  public static let tick: Duration = .seconds(1)
  /// How often all tenants are looked at.
  public static let tour: Duration = .seconds(60)
  /// How long a tenant rests whose deliveries can't be read.
  public static let rest: Duration = .seconds(5)

  private let store: any Store
  private let claim: ClaimWebhooks
  private let settle: SettleWebhook
  private let sweep: SweepWebhooks
  private let sender: any WebhookSender
  private let time: any TimeSource
  private let bell: TenantBell
  private let log: Logger
  private let meters: [WebhookDelivery.Kind: Counter]

  /// A worker on these ports, which hears this bell.
  public init(
    store: any Store, sender: any WebhookSender, time: any TimeSource, chance: Chance, auditing: Auditing,
    bell: TenantBell, log: Logger
  ) {
    self.store = store
    self.sender = sender
    self.time = time
    self.bell = bell
    self.log = log
    claim = ClaimWebhooks(store: store, time: time)
    settle = SettleWebhook(store: store, time: time, chance: chance, auditing: auditing)
    sweep = SweepWebhooks(store: store, time: time)
    meters = Dictionary(
      uniqueKeysWithValues: WebhookDelivery.Kind.allCases.map { kind in
        // One that is still to be delivered has failed once more.
        let result = kind == .pending ? "failed" : kind.rawValue
        return (kind, Counter(label: "voicecore_webhook_deliveries_total", dimensions: [("result", result)]))
      })
  }

  /// Runs until it is time to end, or the task is cancelled; what is being sent then is sent to its end. `told` hears what is
  /// wrong with the store, and `nil` when nothing is.
  public func run(closing: Closing, told: @escaping @Sendable (TenantFailure?) -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { while await closing.sleep(for: Self.tick, by: time) { bell.tick() } }
      group.addTask {
        repeat { told(await visitAll(closing)) } while await closing.sleep(for: Self.tour, by: time)
        // Wakes the sender for the last time.
        bell.tick()
      }
      await send(closing)
      group.cancelAll()
    }
  }

  /// Rings for every tenant, and takes out what is old.
  private func visitAll(_ closing: Closing) async -> TenantFailure? {
    await EachTenant(store: store, closing: closing).visit { tenant in
      bell.ring(tenant)
      while try await sweep(of: tenant), !Task.isCancelled, !closing.isClosed {}
    }
  }

  private func send(_ closing: Closing) async {
    let load = WebhookLoad()
    await withDiscardingTaskGroup { group in
      var agenda: [Tenant.ID: Timestamp] = [:]
      for await _ in bell.wakes {
        guard !closing.isClosed, !Task.isCancelled else { break }
        let now = time.now()
        let due = agenda.filter { $0.value <= now }.map(\.key)
        for tenant in bell.take().union(due).sorted() {
          agenda[tenant] = nil
          do throws(StoreFailure) {
            let found = try await claim(of: tenant) { load.room(for: $0) }
            agenda[tenant] = found.next
            for claim in found.claims {
              load.begin(claim.delivery.endpoint)
              group.addTask {
                await send(claim)
                load.end(claim.delivery.endpoint)
                // What waited for room, or for this one, may go.
                bell.ring(tenant)
              }
            }
          } catch {
            // A tenant that is erased has nothing to send any more.
            if error != .notFound { agenda[tenant] = now + Self.rest }
          }
          // Where there was no room for anybody, nobody's end rings for this tenant.
          if load.isFull { agenda[tenant] = min(agenda[tenant] ?? .init(microseconds: .max), now + Self.tick) }
        }
      }
    }
  }

  private func send(_ claim: ClaimWebhooks.Claim) async {
    let result = await sender.send(claim.message, to: claim.url)
    // What a cancelled task hears tells nothing of the endpoint: after the lease another sends it.
    if Task.isCancelled, !result.isSuccess { return }
    do throws(StoreFailure) {
      guard let outcome = try await settle(claim, result) else { return }
      meters[outcome.kind]?.increment()
      guard let why = outcome.disabled else { return }
      log.warning(
        "a webhook endpoint is disabled",
        metadata: [
          "tenant_id": "\(claim.tenant)", "endpoint_id": "\(claim.delivery.endpoint)", "reason": "\(why.rawValue)",
        ])
    } catch {
      // Not known to have been sent: after the lease it is sent again.
      log.warning(
        "a webhook's outcome can't be kept", metadata: ["tenant_id": "\(claim.tenant)", "reason": "\(error)"])
    }
  }
}

/// What a node sends at this moment.
private final class WebhookLoad: Sendable {
  private let underWay = Mutex<[WebhookEndpoint.ID: Int]>([:])

  var isFull: Bool { underWay.withLock { $0.values.reduce(0, +) } >= WebhookWorker.maximumAtOnce }

  /// How many more an endpoint may be sent.
  func room(for endpoint: WebhookEndpoint.ID) -> Int {
    underWay.withLock { counts in
      let free = WebhookWorker.maximumAtOnce - counts.values.reduce(0, +)
      return max(0, min(WebhookWorker.maximumForEndpoint - counts[endpoint, default: 0], free))
    }
  }

  func begin(_ endpoint: WebhookEndpoint.ID) { underWay.withLock { $0[endpoint, default: 0] += 1 } }

  func end(_ endpoint: WebhookEndpoint.ID) {
    underWay.withLock { counts in
      let left = counts[endpoint, default: 1] - 1
      counts[endpoint] = left > 0 ? left : nil
    }
  }
}
