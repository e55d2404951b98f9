public import VoiceCore

/// Looks after calls that nobody has any more: their node died, or the carrier never came back. One node at a time does,
/// round by round; what it remembers from round to round lasts as long as it leads.
public struct OrphanWatch: Sendable {
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
  private let closing: Closing

  /// A watch on these ports, on a node that knows of itself that it lives; `nil` where it takes no calls. Once `closing` says
  /// so, nothing more is begun.
  public init(
    store: any Store, leadership: any Leadership, carrier: any LegControl, time: any TimeSource, node: Node.ID? = nil,
    telemetry: CallTelemetry = .none, limits: OrphanLimits = OrphanLimits(), closing: Closing = Closing()
  ) {
    self.store = store
    self.limits = limits
    self.leadership = leadership
    self.node = node
    self.time = time
    self.closing = closing
    rescue = RescueCall(store: store, carrier: carrier, time: time, telemetry: telemetry)
  }

  /// One round: looks through all tenants for what is due, then takes it up, several calls at once: those of nodes that are
  /// gone first, of each kind those that were taken up longest ago. What can't be read holds up nothing else.
  /// - Throws: why there was no round.
  public func round(_ memory: Memory) async throws(StoreFailure) -> Tally {
    var survey = Survey()
    for tenant in try await store.platform.tenants() where goesOn {
      do throws(StoreFailure) { try await look(after: tenant, memory, &survey) } catch { survey.failure = error }
    }
    // What was not met in a whole round needs no memory.
    if survey.failure == nil, goesOn { memory.keep(survey) }
    var tally = Tally()
    tally.live = survey.calls.count
    tally.failure = survey.failure
    await takeUp(survey.due.sorted { $0.order < $1.order }, memory, &tally)
    return tally
  }

  private var goesOn: Bool { !Task.isCancelled && !closing.isClosed }

  private func look(after tenant: Tenant.ID, _ memory: Memory, _ survey: inout Survey) async throws(StoreFailure) {
    var last: Call.ID?
    while goesOn {
      let from = last
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.liveCalls(after: from, limit: Self.pageLength)
      }
      for live in page {
        let place = CallPlace(tenant: tenant, call: live.call)
        survey.calls.insert(place)
        guard survey.due.count < Self.maximumDue, let rank = await self.rank(of: live, at: place, memory, &survey)
        else {
          continue
        }
        survey.due.append(Orphan(place: place, live: live, rank: rank, lastTry: memory.lastTry(of: place)))
      }
      guard page.count == Self.pageLength else { return }
      last = page.last?.call
    }
  }

  /// `nil` when the call isn't due.
  private func rank(
    of live: LiveCall, at place: CallPlace, _ memory: Memory, _ survey: inout Survey
  ) async -> Orphan.Rank? {
    let now = time.now()
    switch live.holder {
    case .carrier:
      let last = memory.lastTry(of: place)
      if let awaited = live.awaitedSince {
        return now >= max(awaited, last ?? awaited) + limits.answerTime ? .unanswered : nil
      }
      return now >= max(live.since, last ?? live.since) + limits.patience ? .withCarrier : nil
    case .node(let other):
      guard other != node else { return nil }
      if survey.nodes[other] == nil {
        let since = await goneSince(other, memory, &survey)
        survey.nodes[other] = .some(since)
      }
      // Where nothing but a process's end makes its name free, there is nothing to wait for.
      let grace = leadership.endsOnlyWithProcess ? .zero : limits.grace
      guard case .some(.some(let since)) = survey.nodes[other] else { return nil }
      return now >= since + grace ? .gone : nil
    }
  }

  /// Asked once a round. What can't be asked begins anew: a server that was away has forgotten who lives.
  private func goneSince(_ node: Node.ID, _ memory: Memory, _ survey: inout Survey) async -> Timestamp? {
    do throws(StoreFailure) {
      let isGone = try await leadership.lead(as: .node(node)) {}
      return memory.note(node, isGoneAt: isGone ? time.now() : nil)
    } catch {
      survey.failure = error
      return memory.note(node, isGoneAt: nil)
    }
  }

  private func takeUp(_ due: [Orphan], _ memory: Memory, _ tally: inout Tally) async {
    let deadline = time.now() + limits.budget
    var waiting = due[...]
    await withTaskGroup(of: Result<RescueCall.Outcome, StoreFailure>.self) { group in
      for orphan in waiting.prefix(limits.maximumAtOnce) { group.addTask { await attempt(orphan, memory) } }
      waiting = waiting.dropFirst(limits.maximumAtOnce)
      while let result = await group.next() {
        tally.count(result)
        guard goesOn, time.now() < deadline, let next = waiting.popFirst() else { continue }
        group.addTask { await attempt(next, memory) }
      }
    }
    tally.left = waiting.count
  }

  private func attempt(_ orphan: Orphan, _ memory: Memory) async -> Result<RescueCall.Outcome, StoreFailure> {
    memory.note(orphan.place, triedAt: time.now())
    do throws(StoreFailure) {
      let outcome = try await rescue(orphan.live, of: orphan.place.tenant)
      // Up and not told: the next round tries again, whatever patience there is.
      if case .postponed = outcome, orphan.rank != .gone { memory.note(orphan.place, triedAt: nil) }
      return .success(outcome)
    } catch {
      return .failure(error)
    }
  }
}
