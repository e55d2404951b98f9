/// Looks after calls that nobody has any more: their node died, the carrier never came back, or the end couldn't be stored.
/// One node at a time does, round by round; what it remembers from round to round lasts as long as it leads.
public struct WatchOrphans: Sendable {
  /// The most calls that are read at once.
  public static let pageLength = 256
  /// The most calls that one round takes up; what is beyond it is for the next.
  public static let maximumDue = 16_384

  private let store: any Store
  private let leadership: any Leadership
  private let node: Node.ID?
  private let rescue: RescueCall
  private let limits: OrphanLimits
  private let time: any TimeSource
  private let goesOn: @Sendable () -> Bool

  /// A watch on these ports, on a node that knows of itself that it lives; `nil` where it takes no calls. Once `goesOn` says
  /// no, nothing more is begun.
  public init(
    store: any Store, leadership: any Leadership, carrier: any LegControl, time: any TimeSource, node: Node.ID? = nil,
    telemetry: CallTelemetry = .none, limits: OrphanLimits = OrphanLimits(),
    while goesOn: @escaping @Sendable () -> Bool = { !Task.isCancelled }
  ) {
    self.store = store
    self.limits = limits
    self.leadership = leadership
    self.node = node
    self.time = time
    self.goesOn = goesOn
    rescue = RescueCall(store: store, carrier: carrier, time: time, telemetry: telemetry)
  }

  /// One round: looks through all tenants for what is due, then takes it up, several calls at once: those of nodes that are
  /// gone first, of each kind those that were taken up longest ago. What can't be read holds up nothing else.
  /// - Throws: why there was no round.
  public func callAsFunction(_ memory: inout Memory) async throws(StoreFailure) -> Tally {
    var survey = Survey()
    for tenant in try await store.platform.tenants() where goesOn() {
      do throws(StoreFailure) { try await look(after: tenant, &memory, &survey) } catch { survey.failure = error }
    }
    // What was not met in a whole round needs no memory.
    if survey.failure == nil, goesOn() { memory.keep(survey) }
    var tally = Tally()
    tally.live = survey.calls.count
    tally.failure = survey.failure
    await takeUp(survey.due.sorted { $0.order < $1.order }, &memory, &tally)
    return tally
  }

  private func look(
    after tenant: Tenant.ID, _ memory: inout Memory, _ survey: inout Survey
  ) async throws(StoreFailure) {
    var last: Call.ID?
    while goesOn() {
      let from = last
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.liveCalls(after: from, limit: Self.pageLength)
      }
      for live in page {
        let place = CallPlace(tenant: tenant, call: live.call)
        survey.calls.insert(place)
        guard survey.due.count < Self.maximumDue, let rank = await self.rank(of: live, at: place, &memory, &survey)
        else {
          continue
        }
        survey.due.append(Orphan(place: place, live: live, rank: rank, lastTry: memory.tries[place]))
      }
      guard page.count == Self.pageLength else { return }
      last = page.last?.call
    }
  }

  /// `nil` when the call isn't due.
  private func rank(
    of live: LiveCall, at place: CallPlace, _ memory: inout Memory, _ survey: inout Survey
  ) async -> Orphan.Rank? {
    let now = time.now()
    switch live.holder {
    case .carrier:
      let last = memory.tries[place]
      if let awaited = live.awaitedSince {
        return now >= max(awaited, last ?? awaited) + limits.answerTime ? .unanswered : nil
      }
      return now >= max(live.since, last ?? live.since) + limits.patience ? .withCarrier : nil
    case .node(let other):
      guard let gone = await goneSince(other, &memory, &survey) else {
        // Its end may be what couldn't be stored.
        let last = memory.tries[place].map { $0 + limits.patience }
        return now >= max(live.since + limits.longestStream, last ?? live.since) ? .withCarrier : nil
      }
      // Where nothing but a process's end makes its name free, there is nothing to wait for.
      let grace = leadership.endsOnlyWithProcess ? .zero : limits.grace
      return now >= gone + grace ? .gone : nil
    }
  }

  /// Asked once a round, and never of this node. What can't be asked begins anew: a server that was away has forgotten who
  /// lives.
  private func goneSince(
    _ other: Node.ID, _ memory: inout Memory, _ survey: inout Survey
  ) async -> Timestamp? {
    guard other != node, survey.nodes.insert(other).inserted else { return memory.gone[other] }
    do throws(StoreFailure) {
      let isGone = try await leadership.lead(as: .node(other)) {}
      memory.gone[other] = isGone ? memory.gone[other] ?? time.now() : nil
    } catch {
      survey.failure = error
      memory.gone[other] = nil
    }
    return memory.gone[other]
  }

  private func takeUp(_ due: [Orphan], _ memory: inout Memory, _ tally: inout Tally) async {
    let deadline = time.now() + limits.budget
    var waiting = due[...]
    guard limits.maximumAtOnce > 1 else {
      while goesOn(), time.now() < deadline, let next = waiting.popFirst() {
        memory.tries[next.place] = time.now()
        note(await attempt(next), &memory, &tally)
      }
      tally.left = waiting.count
      return
    }
    await withTaskGroup(of: TakenUp.self) { group in
      for orphan in waiting.prefix(limits.maximumAtOnce) {
        memory.tries[orphan.place] = time.now()
        group.addTask { await attempt(orphan) }
      }
      waiting = waiting.dropFirst(limits.maximumAtOnce)
      while let result = await group.next() {
        note(result, &memory, &tally)
        guard goesOn(), time.now() < deadline, let next = waiting.popFirst() else { continue }
        memory.tries[next.place] = time.now()
        group.addTask { await attempt(next) }
      }
    }
    tally.left = waiting.count
  }

  private func attempt(_ orphan: Orphan) async -> TakenUp {
    do throws(StoreFailure) {
      return TakenUp(orphan: orphan, result: .success(try await rescue(orphan.live, of: orphan.place.tenant)))
    } catch {
      return TakenUp(orphan: orphan, result: .failure(error))
    }
  }

  private func note(_ attempt: TakenUp, _ memory: inout Memory, _ tally: inout Tally) {
    tally.count(attempt.result)
    // Up and not told: the next round tries again, whatever patience there is.
    if case .success(.postponed) = attempt.result, attempt.orphan.rank != .gone {
      memory.tries[attempt.orphan.place] = nil
    }
  }
}
