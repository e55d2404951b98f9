public import VoiceCore

/// A whole call centre in virtual time, on one thread: carrier, callers, agents and receptionist as actors around the real
/// use cases and a real store. Everything follows from the plan, so equal plans give equal worlds.
///
/// What stays outside, for it waits on sockets: HTTP, audio, the provider's protocols. Those have laws on a live server.
public final class CallCentre {
  /// How long the node takes to come back after a crash.
  static let restart: Duration = .seconds(2)
  /// From sending to arriving, both ways.
  static let wire: Duration = .milliseconds(50)

  let plan: DayPlan
  let beginning: Timestamp
  let time: WorldTime
  let raw: any Store
  let store: OutageStore
  let tenants: [Tenant.ID]
  var desk: NodeDesk
  var agenda = Agenda<WorldEvent>()
  var story: WorldStory
  var calls: [SimulatedCall] = []
  var freeAgents: [Int]
  var desks: [SimulatedDesk] = []
  var lines: [WaitingLine] = []
  /// While the node is down nobody answers.
  var isDown = false
  /// Counts the node's processes.
  private(set) var life = 1
  private var lastSession = 0
  private var outages = 0
  /// What the node's watch remembers; a new process remembers nothing.
  var seen = WatchOrphans.Memory()
  /// When something happened last that no round is.
  var lastEvent: Timestamp
  /// Calls that the watch brought back, and those whose end it found.
  var broughtBack = 0
  var foundOver = 0
  var talked: Duration = .zero
  /// How far each tenant's log was followed, and which calls it names.
  var logPlaces: [LogPosition?]
  var numbers: [Call.ID: Int] = [:]
  /// Who hears of each tenant's events.
  var listeners: [WorldListener]
  /// How many units of work there were at the last check.
  var checkedUnits = 0
  /// The call that is being checked, whose story is told when it fails.
  var checked: Int?
  /// Callers who came into a queue, telephones of agents that rang, messages that were left.
  var waited = 0
  var rung = 0
  var messages = 0

  /// A world for one day, over a store that is empty but for other days' tenants.
  /// - Parameter day: days over one store count from 0, each with its own time and tenants.
  public init(_ plan: DayPlan, over store: any Store, day: Int = 0) {
    self.plan = plan
    beginning = Timestamp(microseconds: 1_767_225_600_000_000) + .seconds(86_400 * day)
    time = WorldTime(startingAt: beginning)
    lastEvent = beginning
    tenants = (0..<plan.tenants).map { TestTenant.plan($0 + 1).tenant.id }
    raw = store
    logPlaces = Array(repeating: nil, count: plan.tenants)
    listeners = Array(repeating: WorldListener(), count: plan.tenants)
    self.store = OutageStore(store)
    desk = NodeDesk(store: self.store, time: time)
    story = WorldStory(beginning: beginning)
    freeAgents = Array(repeating: plan.agents, count: plan.tenants)
  }

  /// Lives through the day, checking the laws after each event.
  /// - Throws: `WorldFailure` when one is broken.
  public func run() async throws -> DaySummary {
    for tenant in 0..<plan.tenants { try await ProvisionTenant(store: raw)(company(tenant)) }
    if let switchboard = plan.switchboard { try await openSwitchboard(switchboard) }
    for tenant in tenants.indices { try await tellListener(of: tenant) }
    var moment = beginning
    for (number, caller) in plan.callers.enumerated() {
      moment = moment + caller.after
      agenda.plan(.dials(number), at: moment)
    }
    for (number, mishap) in plan.mishaps.enumerated() { agenda.plan(.mishap(number), at: beginning + mishap.at) }
    // Calls are made when they dial, in that order.
    calls.reserveCapacity(plan.callers.count)
    for caller in plan.callers { calls.append(call(of: caller)) }
    if !calls.isEmpty { agenda.plan(.round, at: beginning + Self.round) }
    while let (at, event) = agenda.next() {
      time.jump(to: at)
      if case .round = event {} else { lastEvent = at }
      do {
        try await happen(event)
        if let number = event.call { try await check(number) }
      } catch {
        throw WorldFailure(underlying: error, story: story.text(of: checked ?? event.call, desk: event.desk))
      }
    }
    return try await close()
  }

  private func company(_ tenant: Int) -> ProvisionTenant.Plan {
    let company = TestTenant.plan(tenant + 1)
    return plan.switchboard == nil ? company : company.withSwitchboard()
  }

  var now: Timestamp { time.now() }

  func plan(_ event: WorldEvent, in span: Duration) { agenda.plan(event, at: now + span) }

  func tell(_ words: StaticString, _ number: Int? = nil, of call: Int?, desk: Int? = nil) {
    story.tell(words, number, of: call, desk: desk, at: now)
  }

  func nextSession() -> Int {
    lastSession += 1
    return lastSession
  }

  private func call(of caller: CallerPlan) -> SimulatedCall {
    let number = calls.count
    let tenant = caller.tenant % plan.tenants
    guard let carrierID = CarrierCallID("CA\(number)") else { preconditionFailure("the name is one") }
    return SimulatedCall(
      plan: caller, tenant: TestTenant.plan(tenant + 1).tenant.id, carrierID: carrierID,
      caller: caller.person.flatMap { PhoneNumber("+1555020\(1000 + $0 % 9000)") }.map(Caller.number) ?? .withheld,
      dialled: TestTenant.line(of: tenant + 1))
  }

  private func happen(_ event: WorldEvent) async throws {
    switch event {
    case .dials(let call): dial(call)
    case .arrives(let call, let letter): try await arrive(letter, of: call)
    case .streamOpens(let call, let token): try await openStream(of: call, token)
    case .acts(let call, let session): try await act(call, in: session)
    case .judges(let call, let session, let verdict): try await judge(call, in: session, verdict)
    case .hasSpoken(let call, let session): finishWords(of: call, in: session)
    case .graceEnds(let call, let stream, let life): try await endGrace(of: call, after: stream, in: life)
    case .givesUp(let call): try await giveUp(call)
    case .desk(let number, let event): try await happen(event, at: number)
    case .ringEnds(let call, let errand): endRinging(of: call, errand)
    case .asksAgain(let call, let errand): askAgain(call, errand)
    case .messageEnds(let call, let errand): endMessage(of: call, errand)
    case .agentPicksUp(let call): pickUp(call)
    case .talkEnds(let call): endTalk(of: call)
    case .round: try await makeRound()
    case .mishap(let number): suffer(plan.mishaps[number].kind)
    case .nodeIsBack: isDown = false
    case .storeIsBack:
      outages -= 1
      store.isAway = outages > 0
    }
  }

  private func suffer(_ kind: Mishap.Kind) {
    switch kind {
    case .crash:
      tell("crashes", of: nil)
      isDown = true
      life += 1
      desk.beginAnew()
      seen = WatchOrphans.Memory()
      plan(.nodeIsBack, in: Self.restart)
      for number in calls.indices where calls[number].session != nil {
        calls[number].session = nil
        calls[number].leg = .asking
        send(.question, of: number)
      }
    case .storeAway(let span):
      tell("loses the store for ms", Int(span.wholeMilliseconds), of: nil)
      outages += 1
      store.isAway = true
      plan(.storeIsBack, in: span)
    }
  }
}
