import CallRuntime
import Logging
import ServiceLifecycle
import Synchronization
import VoiceCore

/// What a node does beside its calls. It begins before the server and ends after it: what calls left behind is followed, then
/// leadership is given back, the node's own last of all.
struct BackgroundWork: Service {
  /// How long facts of calls that have ended stay in the log.
  static let logRetention: Duration = .seconds(90 * 86_400)
  /// How often logs are shortened.
  static let retentionPause: Duration = .seconds(3_600)
  /// How often it is looked whether keys are wrapped by an older master key, while there is one.
  static let rewrapPause: Duration = .seconds(600)
  /// How often pending intentions are looked through.
  static let intentionPause: Duration = .seconds(15)

  let node: Node.ID
  let store: any Store
  let leadership: any Leadership
  let carrier: any LegControl
  let time: any TimeSource
  let telemetry: CallTelemetry
  /// Who follows the log: one line each, here.
  let followers: [any LogFollower]
  /// Finishes a rotation of the master key; `nil` when there is none.
  let rewrap: (@Sendable ([Tenant.ID]) async throws(SealFailure) -> Int)?
  let orphans: OrphanLimits
  let log: Logger
  private let closing = Closing()
  private let presenceClosing = Closing()

  init(
    node: Node.ID, store: any Store, leadership: any Leadership, carrier: any LegControl, time: any TimeSource,
    telemetry: CallTelemetry, followers: [any LogFollower],
    rewrap: (@Sendable ([Tenant.ID]) async throws(SealFailure) -> Int)?, orphans: OrphanLimits, log: Logger
  ) {
    self.node = node
    self.store = store
    self.leadership = leadership
    self.carrier = carrier
    self.time = time
    self.telemetry = telemetry
    self.followers = followers
    self.rewrap = rewrap
    self.orphans = orphans
    self.log = log
  }

  func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await showPresence() }
      group.addTask {
        await work()
        presenceClosing.close()
      }
    }
    // Ending before the group says so would count as a failure.
    try? await gracefulShutdown()
  }

  private func work() async {
    await withGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { group in
        for follower in followers { group.addTask { await follow(follower) } }
        group.addTask { await resumeIntentions() }
        group.addTask { await watchOrphans() }
        group.addTask { await shortenLogs() }
        if let rewrap { group.addTask { await rewrapKeys(rewrap) } }
      }
    } onGracefulShutdown: {
      closing.close()
    }
  }

  private func showPresence() async {
    let trouble = Trouble("this node's presence", time, log)
    await Presence(node, leadership: leadership, time: time, closing: presenceClosing).run { trouble.tell($0) }
  }

  private func follow(_ follower: any LogFollower) async {
    let trouble = Trouble("follower \(follower.name.text)", time, log)
    let meters = FollowerMeters(follower.name)
    await FollowerRunner(store: store, time: time, leadership: leadership, closing: closing).run(follower) { turn in
      meters.count(turn)
      trouble.tell(turn.failure)
    }
  }

  private func resumeIntentions() async {
    let resume = ResumeIntentions(store: store, carrier: carrier, time: time)
    let trouble = Trouble("pending intentions", time, log)
    await rounds("intentions", every: Self.intentionPause).run {
      { [store, log] in
        await trouble.watch { () throws(StoreFailure) in
          var failure: StoreFailure?
          for tenant in try await store.platform.tenants() {
            do throws(StoreFailure) {
              let tally = try await resume(of: tenant)
              if tally.givenUp > 0 {
                log.error("intentions given up", metadata: ["tenant_id": "\(tenant)", "count": "\(tally.givenUp)"])
              }
            } catch {
              failure = error
            }
          }
          if let failure { throw failure }
        }
      }
    } told: {
      trouble.tell($0)
    }
  }

  private func watchOrphans() async {
    let watch = OrphanWatch(
      store: store, leadership: leadership, carrier: carrier, time: time, telemetry: telemetry, limits: orphans)
    let trouble = Trouble("calls without a node", time, log)
    await rounds("orphans", every: orphans.pause).run {
      let memory = OrphanWatch.Memory()
      return { [log] in
        await trouble.watch { () throws(StoreFailure) in
          let tally = try await watch.round(memory)
          guard tally.rescued + tally.ended > 0 else { return }
          log.notice(
            "calls without a node", metadata: ["brought_back": "\(tally.rescued)", "ended": "\(tally.ended)"])
        }
      }
    } told: {
      trouble.tell($0)
    }
  }

  private func shortenLogs() async {
    let forget = ForgetLog(store: store)
    let trouble = Trouble("shortening logs", time, log)
    await rounds("retention", every: Self.retentionPause).run {
      { [store, time] in
        await trouble.watch { () throws(StoreFailure) in
          let bound = time.now() - Self.logRetention
          for tenant in try await store.platform.tenants() {
            _ = try await forget(endedBefore: bound, of: tenant)
          }
        }
      }
    } told: {
      trouble.tell($0)
    }
  }

  /// Tenant by tenant, each in one commit, so that it is simply gone on with after an interruption.
  private func rewrapKeys(_ rewrap: @escaping @Sendable ([Tenant.ID]) async throws(SealFailure) -> Int) async {
    let trouble = Trouble("wrapping keys by the new master key", time, log)
    await rounds("master-key", every: Self.rewrapPause).run {
      let isTold = Mutex(false)
      return { [store, log] in
        do {
          var count = try await rewrap([])
          for tenant in try await store.platform.tenants() { count += try await rewrap([tenant]) }
          trouble.tell(nil)
          // Once for each time of leadership, unless there was something to do.
          guard count > 0 || isTold.withLock({ !$0 }) else { return }
          isTold.withLock { $0 = true }
          log.notice(
            "all keys are wrapped by the first master key; older ones may be taken out", metadata: ["now": "\(count)"])
        } catch {
          trouble.tell(error)
        }
      }
    } told: {
      trouble.tell($0)
    }
  }

  private func rounds(_ name: String, every pause: Duration) -> Rounds {
    Rounds(LeaderName(name), every: pause, leadership: leadership, time: time, closing: closing)
  }
}

/// Logs what goes wrong again and again, within bounds.
private struct Trouble: Sendable {
  private let what: String
  private let steady: SteadyFailure
  private let log: Logger

  init(_ what: String, _ time: any TimeSource, _ log: Logger) {
    self.what = what
    self.log = log
    steady = SteadyFailure(time: time)
  }

  /// Hears how an attempt went; `nil` for well.
  func tell(_ failure: (any Error)?) {
    switch steady.line(afterFailing: failure != nil) {
    case .failing(let times):
      log.warning(
        "work beside calls fails",
        metadata: ["work": "\(what)", "times": "\(times)", "reason": "\(failure.map { "\($0)" } ?? "")"])
    case .recovered: log.notice("work beside calls goes on", metadata: ["work": "\(what)"])
    case nil: break
    }
  }

  func watch(_ work: () async throws(StoreFailure) -> Void) async {
    do throws(StoreFailure) {
      try await work()
      tell(nil)
    } catch {
      tell(error)
    }
  }
}
