import Generators
import PropertyTesting
import VoiceCore

/// Stories as calls: each is told to a log step by step, its end last of all, and then what comes too late.
struct AnalyticsTrial {
  let drawn: AnalyticsCase
  private(set) var calls: [Call]
  private(set) var facts: [[RecordedFact]]
  private var at: [Timestamp]
  private var step: [Int]

  init(_ drawn: AnalyticsCase) {
    self.drawn = drawn
    calls = drawn.stories.enumerated().map { index, story in
      let begins = drawn.beginning + .seconds(story.begins)
      let call = TestTenant.call(index + 1, of: 1, at: begins)
      return Call(
        id: call.id, carrierID: call.carrierID, direction: story.direction, caller: call.caller, dialled: call.dialled,
        startedAt: begins, language: .english)
    }
    at = calls.map(\.startedAt)
    facts = calls.map { _ in [] }
    step = calls.map { _ in 0 }
  }

  /// When the next happens to a call; `nil` when nothing more does.
  func nextMoment(of index: Int) -> Timestamp? {
    let story = drawn.stories[index]
    guard step[index] < story.steps.count + story.late.count else { return nil }
    return at[index] + .milliseconds(step[index] < story.steps.count ? story.steps[step[index]].pause : 0)
  }

  /// The next that happens to a call; `nil` when nothing more does.
  mutating func next(of index: Int) -> (call: Call, facts: [Call.Fact], at: Timestamp)? {
    let story = drawn.stories[index]
    let steps = story.steps
    var told: [Call.Fact]
    if step[index] < steps.count {
      at[index] = at[index] + .milliseconds(steps[step[index]].pause)
      told = steps[step[index]].facts
      if step[index] == steps.count - 1 { told.append(.ended(Ending(story.cause, at: at[index]))) }
    } else if step[index] - steps.count < story.late.count {
      var usage = AIUsage()
      usage.microdollars = story.late[step[index] - steps.count]
      told = [.metered(usage), .queued(Department.ID(1)), .ended(Ending(.closed, at: at[index]))]
    } else {
      return nil
    }
    step[index] += 1
    for fact in told {
      calls[index].evolve(fact)
      facts[index].append(
        RecordedFact(call: calls[index].id, ordinal: facts[index].count + 1, at: at[index], fact: fact))
    }
    return (calls[index], told, at[index])
  }

  /// Whose call is the next in which something happens; `nil` when nothing does any more.
  var nextInTime: Int? {
    drawn.stories.indices.compactMap { index in nextMoment(of: index).map { ($0, index) } }.min { $0 < $1 }?.1
  }

  /// The window that is asked for.
  func window() throws -> AnalyticsWindow {
    let start = drawn.beginning + AnalyticsSlot.quarter * drawn.start
    let range = start..<start + AnalyticsSlot.quarter * drawn.length
    let zones = AnalyticsCase.zones.rules
    let window = try AnalyticsWindow(
      from: range.lowerBound, to: range.upperBound, every: drawn.interval, in: drawn.zone, by: zones.offset(of:at:))
    let pieces = AnalyticsModel.pieces(of: range, every: drawn.interval, in: drawn.zone, by: zones)
    try requireEqual(window.intervals, pieces, "pieces begin when clocks on the wall say so")
    return window
  }
}

/// The same over a store: whoever counts comes now and then, two at a time; everything is begun anew once.
struct AnalyticsFloor {
  let store: any Store
  let tenant: Tenant.ID
  let admin: Bearer
  let supervisor: Bearer
  private let count: CountCalls

  init(on store: any Store) async throws {
    self.store = store
    let plan = TestTenant.plan(1)
    tenant = plan.tenant.id
    admin = .user(User.ID(9), .tenantAdmin, of: tenant)
    supervisor = .user(User.ID(8), .supervisor, of: tenant)
    count = CountCalls(store: store)
    try await ProvisionTenant(store: store)(plan)
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(Membership(of: User.ID(8), in: Department.ID(1)))
    }
  }

  /// Everything that happens, in the drawn order.
  func live(_ trial: inout AnalyticsTrial) async throws {
    let drawn = trial.drawn
    var commits = Commits()
    if drawn.forgets, drawn.recount != nil {
      // A log that forgets its beginning is one in the order of time.
      while let index = trial.nextInTime { try await commit(trial.next(of: index), &commits, drawn) }
    }
    for index in drawn.order where drawn.stories.indices.contains(index) {
      try await commit(trial.next(of: index), &commits, drawn)
    }
    for index in drawn.stories.indices {
      while let next = trial.next(of: index) { try await commit(next, &commits, drawn) }
    }
    try await countAll(upTo: commits.last)
    if let recount = drawn.recount, recount >= commits.count { try await beginAnew(drawn, after: commits.last) }
    // Until nothing is left: what is begun anew takes a few turns.
    while try await !count(of: tenant) {}
  }

  /// What was committed.
  private struct Commits {
    var count = 0
    /// Of which call the last one was.
    var last: Call.ID?
  }

  private func commit(
    _ next: (call: Call, facts: [Call.Fact], at: Timestamp)?, _ commits: inout Commits, _ drawn: AnalyticsCase
  ) async throws {
    guard let next else { return }
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(next.call, facts: next.facts, intentions: [], at: next.at)
    }
    (commits.count, commits.last) = (commits.count + 1, next.call.id)
    if commits.count % drawn.rhythm == 0 {
      async let one = count(of: tenant)
      async let other = count(of: tenant)
      _ = try await (one, other)
    }
    if commits.count == drawn.recount { try await beginAnew(drawn, after: commits.last) }
  }

  /// Counts until the last commit is counted, too: Postgres holds facts back for as long as an elder transaction of anybody on
  /// that server runs.
  private func countAll(upTo last: Call.ID?) async throws {
    while try await !isInLog(last) { try await Task.sleep(for: .milliseconds(1)) }
    while try await !count(of: tenant) {}
  }

  /// Whether readers of the log see the last thing that was committed of a call.
  private func isInLog(_ call: Call.ID?) async throws(StoreFailure) -> Bool {
    guard let call else { return true }
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      // A log that has forgotten the call has shown it before.
      guard let newest = try await scope.facts(of: call).last?.ordinal else { return true }
      var place: LogPosition?
      while true {
        switch try await scope.log(after: place, limit: FollowLog.maximumFacts) {
        case .forgotten(let floor): place = floor
        case .facts(let facts):
          if facts.contains(where: { $0.recorded.call == call && $0.recorded.ordinal == newest }) { return true }
          guard facts.count == FollowLog.maximumFacts else { return false }
          place = facts.last?.position
        }
      }
    }
  }

  private func beginAnew(_ drawn: AnalyticsCase, after last: Call.ID?) async throws {
    if drawn.forgets {
      // Whoever shortens logs does it long after everybody has read them.
      try await countAll(upTo: last)
      _ = try await ForgetLog(store: store)(endedBefore: drawn.beginning + .seconds(3 * 86_400), of: tenant)
    }
    try await RecountCalls(store: store)(of: tenant, at: drawn.beginning + .seconds(10 * 86_400))
  }
}
