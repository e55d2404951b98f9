package import CallRuntime
package import Logging
import Metrics
import ServiceLifecycle
import Synchronization
package import VoiceCore

/// What a node does beside its calls. It begins before the server and ends after it: what calls left behind is followed, then
/// leadership is given back, the node's own last of all.
package struct BackgroundWork: Service {
  /// How long facts of calls that have ended stay in the log.
  static let logRetention: Duration = .seconds(90 * 86_400)
  /// How often logs are shortened.
  static let retentionPause: Duration = .seconds(3_600)
  /// How often it is looked whether keys are wrapped by an older master key, while there is one.
  static let rewrapPause: Duration = .seconds(600)
  /// How often it is looked whether a tenant has an older data key, under which rows are to be sealed anew.
  static let renewalPause: Duration = .seconds(300)
  /// How often it is looked which calls are over and not counted yet.
  static let countingPause: Duration = .seconds(1)
  /// How often it is looked whose data are to be erased.
  static let erasurePause: Duration = .seconds(15)
  /// How often pending intentions are looked through.
  static let intentionPause: Duration = .seconds(15)

  /// Wraps these tenants' keys by the newest master key, and tells how many that were.
  package typealias Rewrap = @Sendable ([Tenant.ID]) async throws(SealFailure) -> Int

  private let node: Node.ID
  private let store: any ErasableStore
  private let leadership: any Leadership
  private let carrier: any LegControl
  private let time: any TimeSource
  private let telemetry: CallTelemetry
  private let live: LiveSessions
  private let sign: PresenceSign?
  private let followers: [any LogFollower]
  private let rewrap: Rewrap?
  private let renewSeals: RenewSeals?
  private let orphans: OrphanLimits
  private let dialOut: DialOut?
  private let callBack: CallBackInTurn?
  private let recordings: AttendRecordings?
  private let recordingPause: Duration
  private let webhooks: WebhookWorker?
  private let exports: ExportWorker?
  private let erasePerson: ErasePerson?
  private let log: Logger
  private let closing = Closing()
  private let presenceClosing = Closing()

  /// The work of a node on these ports. `live` are its sessions, `sign` tells them whether others see it; `followers` follow
  /// the log; `rewrap` finishes a rotation of the master key, `nil` where there is none; `renewSeals` those of tenants' keys, `nil`
  /// where nothing is sealed; `webhooks` sends events; `exports` writes files that are asked for; `erasePerson` erases callers; `dialOut` rings whom calls are for, `callBack` who waits to be called back, `nil` where there is no carrier.
  package init(
    node: Node.ID, store: any ErasableStore, leadership: any Leadership, carrier: any LegControl, time: any TimeSource,
    telemetry: CallTelemetry = .none, live: LiveSessions = LiveSessions(), sign: PresenceSign? = nil,
    followers: [any LogFollower] = [], rewrap: Rewrap? = nil, renewSeals: RenewSeals? = nil,
    orphans: OrphanLimits = OrphanLimits(), dialOut: DialOut? = nil,
    callBack: CallBackInTurn? = nil, recordings: AttendRecordings? = nil,
    recordingPause: Duration = .seconds(5), webhooks: WebhookWorker? = nil,
    exports: ExportWorker? = nil, erasePerson: ErasePerson? = nil, log: Logger
  ) {
    self.node = node
    self.store = store
    self.leadership = leadership
    self.carrier = carrier
    self.time = time
    self.telemetry = telemetry
    self.live = live
    self.sign = sign
    self.followers = followers
    self.rewrap = rewrap
    self.renewSeals = renewSeals
    self.orphans = orphans
    self.dialOut = dialOut
    self.callBack = callBack
    self.recordings = recordings
    self.recordingPause = recordingPause
    self.webhooks = webhooks
    self.exports = exports
    self.erasePerson = erasePerson
    self.log = log
  }

  package func run() async throws {
    await withGracefulShutdownHandler {
      await work()
    } onGracefulShutdown: {
      stop()
    }
    // Ending before the group says so would count as a failure.
    try? await gracefulShutdown()
  }

  /// From now on nothing is begun any more; `work` returns when what is on has come to its end.
  package func stop() { closing.close() }

  /// All of it, until `stop` or until the task is cancelled.
  package func work() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await showPresence() }
      group.addTask {
        await workBesidePresence()
        presenceClosing.close()
      }
    }
  }

  private func workBesidePresence() async {
    await withTaskGroup(of: Void.self) { group in
      for follower in followers { group.addTask { await follow(follower) } }
      group.addTask { await resumeIntentions() }
      group.addTask { await watchOrphans() }
      group.addTask { await lookAfterOwnCalls() }
      group.addTask { await countCalls() }
      group.addTask { await shortenLogs() }
      group.addTask { await watchQueues() }
      if let recordings { group.addTask { await attend(recordings) } }
      if let webhooks { group.addTask { await send(webhooks) } }
      if let exports { group.addTask { await write(exports) } }
      if let erasePerson { group.addTask { await erase(erasePerson) } }
      if let rewrap { group.addTask { await rewrapKeys(rewrap) } }
      if let renewSeals { group.addTask { await sealAnew(renewSeals) } }
    }
  }

  private func showPresence() async {
    let trouble = Trouble("this node's presence", time, log)
    await Presence(node, leadership: leadership, time: time, sign: sign, closing: presenceClosing).run {
      trouble.tell($0)
    }
  }

  private func follow(_ follower: any LogFollower) async {
    let trouble = Trouble("follower \(follower.name.text)", time, log)
    let meters = FollowerMeters(follower.name)
    await FollowerRunner(store: store, time: time, leadership: leadership, closing: closing).run(follower) { turn in
      meters.count(turn)
      // While a tenant that failed rests, nothing fails and nothing is well.
      if turn.failure != nil || turn.behind == 0 { trouble.tell(turn.failure) }
    }
  }

  private func resumeIntentions() async {
    let resume = ResumeIntentions(
      store: store, carrier: carrier, dialOut: dialOut, callBack: callBack, time: time)
    let trouble = Trouble("pending intentions", time, log)
    await rounds("intentions", every: Self.intentionPause).run {
      { [tenants, log, closing] in
        trouble.tell(
          await tenants.visit { tenant in
            let tally = try await resume(of: tenant) { !Task.isCancelled && !closing.isClosed }
            guard tally.givenUp > 0 else { return }
            log.error("intentions given up", metadata: ["tenant_id": "\(tenant)", "count": "\(tally.givenUp)"])
          })
      }
    } told: {
      trouble.tell($0)
    }
  }

  private func attend(_ recordings: AttendRecordings) async {
    let trouble = Trouble("recordings", time, log)
    await rounds("recordings", every: recordingPause).run {
      { [tenants, log, closing] in
        trouble.tell(
          await tenants.visit { tenant in
            let tally = try await recordings(of: tenant) { !Task.isCancelled && !closing.isClosed }
            if tally.givenUp > 0 {
              log.error("recordings given up", metadata: ["tenant_id": "\(tenant)", "count": "\(tally.givenUp)"])
            }
            // Heard by `trouble`, which says so once and not with every round.
            if tally.unreadable > 0 { throw StoreFailure.corrupt }
          })
      }
    } told: {
      trouble.tell($0)
    }
  }

  /// Every node does.
  private func send(_ webhooks: WebhookWorker) async {
    let trouble = Trouble("webhooks", time, log)
    await webhooks.run(closing: closing) { trouble.tell($0) }
  }

  /// Every node does.
  private func write(_ exports: ExportWorker) async {
    let trouble = Trouble("exports", time, log)
    await exports.run(closing: closing) { trouble.tell($0) }
  }

  private func erase(_ person: ErasePerson) async {
    let trouble = Trouble("erasing callers", time, log)
    await rounds("person-erasures", every: Self.erasurePause).run {
      { [tenants, log, closing] in
        trouble.tell(
          await tenants.visit { tenant in
            let tally = try await person(of: tenant) { !Task.isCancelled && !closing.isClosed }
            guard tally.erased > 0 else { return }
            log.notice("callers are erased", metadata: ["tenant_id": "\(tenant)", "count": "\(tally.erased)"])
          })
      }
    } told: {
      trouble.tell($0)
    }
  }

  private func watchOrphans() async {
    let watch = OrphanWatch(
      store: store, leadership: leadership, carrier: carrier, time: time, node: node, telemetry: telemetry,
      limits: orphans, closing: closing)
    let trouble = Trouble("calls without a node", time, log)
    let refusals = Trouble("the carrier's word on calls without a node", time, log)
    await rounds("orphans", every: orphans.pause).run {
      let memory = OrphanWatch.Memory()
      return { [log] in
        do throws(StoreFailure) {
          let tally = try await watch.round(memory)
          trouble.tell(tally.failure)
          // A round in which the carrier wasn't asked tells nothing of it.
          if tally.refusal != nil || tally.rescued + tally.ended + tally.held > 0 { refusals.tell(tally.refusal) }
          guard tally.rescued + tally.ended + tally.left > 0 else { return }
          log.notice(
            "calls without a node",
            metadata: [
              "brought_back": "\(tally.rescued)", "ended": "\(tally.ended)", "left_for_next_round": "\(tally.left)",
            ])
        } catch {
          trouble.tell(error)
        }
      }
    } told: {
      trouble.tell($0)
    }
  }

  /// Every node does.
  private func lookAfterOwnCalls() async {
    let trouble = Trouble("this node's calls", time, log)
    await OwnCalls(of: node, store: store, live: live, time: time, grace: orphans.grace, closing: closing)
      .run(every: orphans.ownPause) { [log] count, failure in
        trouble.tell(failure)
        if count > 0 { log.notice("calls without a session are left to the carrier", metadata: ["count": "\(count)"]) }
      }
  }

  /// In rounds, so that a busy tenant's calls are counted many in one commit.
  private func countCalls() async {
    let trouble = Trouble("analytics", time, log)
    await rounds("analytics", every: Self.countingPause).run {
      let follow = FollowLog(store: store, reader: CountCalls(store: store))
      let kept = Mutex(FollowLog.Progress())
      return { [time, closing] in
        var progress = kept.withLock { $0 }
        repeat {
          progress = await follow(progress, at: time.now())
          // While a tenant that failed rests, nothing fails and nothing is well.
          if progress.failure != nil || progress.behind.isEmpty { trouble.tell(progress.failure) }
        } while progress.hasMore && !Task.isCancelled && !closing.isClosed
        kept.withLock { [progress] in $0 = progress }
      }
    } told: {
      trouble.tell($0)
    }
  }

  private func watchQueues() async {
    let trouble = Trouble("how many callers wait", time, log)
    await QueueWatch(store: store, leadership: leadership, time: time, closing: closing).run { trouble.tell($0) }
  }

  private func shortenLogs() async {
    let forget = ForgetLog(store: store)
    let trouble = Trouble("shortening logs", time, log)
    await rounds("retention", every: Self.retentionPause).run {
      { [tenants, time, closing] in
        let bound = time.now() - Self.logRetention
        trouble.tell(
          await tenants.visit { tenant in
            _ = try await forget(endedBefore: bound, of: tenant) { !Task.isCancelled && !closing.isClosed }
          })
      }
    } told: {
      trouble.tell($0)
    }
  }

  /// Tenant by tenant, each in one commit, so that it is simply gone on with after an interruption. Whose keys are there and
  /// who isn't listed: nobody, under whom sign-ins at unknown domains are counted, and who is closed and not yet gone.
  private func rewrapKeys(_ rewrap: @escaping Rewrap) async {
    let trouble = Trouble("wrapping keys by the new master key", time, log)
    await rounds("master-key", every: Self.rewrapPause).run {
      let isTold = Mutex(false)
      return { [store, tenants, log, closing] in
        do {
          var count = try await rewrap([])
          let closed = try await store.erasure.unfinished()
          let failure = await tenants.visit(beside: closed + [Tenant.nobody]) { count += try await rewrap([$0]) }
          trouble.tell(failure)
          guard failure == nil, !Task.isCancelled, !closing.isClosed else { return }
          // Once for each time of leadership, unless there was something to do.
          guard count > 0 || isTold.withLock({ !$0 }) else { return }
          isTold.withLock { $0 = true }
          log.notice(
            "all keys are wrapped by the first master key; only backups of before need the others",
            metadata: ["now": "\(count)"])
        } catch {
          trouble.tell(error)
        }
      }
    } told: {
      trouble.tell($0)
    }
  }

  /// Tenants in turn, so that one with millions of rows holds up nobody; what else is to be done is done by the next round.
  private func sealAnew(_ renew: RenewSeals) async {
    let trouble = Trouble("sealing rows anew", time, log)
    await rounds("data-keys", every: Self.renewalPause).run {
      let round = SealRound(renew, tenants: tenants, closing: closing, log: log)
      return { trouble.tell(await round.run()) }
    } told: {
      trouble.tell($0)
    }
  }

  private var tenants: EachTenant { EachTenant(store: store, closing: closing) }

  private func rounds(_ name: String, every pause: Duration) -> Rounds {
    Rounds(LeaderName(name), every: pause, leadership: leadership, time: time, closing: closing)
  }
}

/// Logs what goes wrong again and again, within bounds.
private struct Trouble: Sendable {
  private let what: String
  private let steady: SteadyFailure
  private let failures: Counter
  private let log: Logger

  init(_ what: String, _ time: any TimeSource, _ log: Logger) {
    self.what = what
    self.log = log
    steady = SteadyFailure(time: time)
    failures = Counter(label: "voicecore_background_failures_total", dimensions: [("work", what)])
  }

  /// Hears how an attempt went; `nil` for well. What a cancelled task hears is no trouble: leadership was lost, or the node
  /// ends.
  func tell(_ failure: (any Error)?) {
    guard !Task.isCancelled else { return }
    if failure != nil { failures.increment() }
    switch steady.line(afterFailing: failure != nil) {
    case .failing(let times):
      log.warning(
        "work beside calls fails",
        metadata: ["work": "\(what)", "times": "\(times)", "reason": "\(failure.map { "\($0)" } ?? "")"])
    case .recovered: log.notice("work beside calls goes on", metadata: ["work": "\(what)"])
    case nil: break
    }
  }
}
