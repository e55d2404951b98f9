extension RoutingPlan {
  /// Where a call goes next, and why. Always comes to an end: after `maximumHops` in the call's life, at voicemail.
  ///
  /// - Parameters:
  ///   - caller: What a queue would be asked to take.
  ///   - hops: Those of the call's last decision, 0 at first.
  public func decide(
    _ wish: RoutingWish, for caller: WaitingCaller, in situation: RoutingSituation, hops: Int = 0
  ) -> RoutingDecision {
    var walk = RoutingWalk(plan: self, caller: caller, situation: situation, hops: hops)
    let destination = walk.take(wish)
    return RoutingDecision(destination: destination, reasons: walk.reasons, hops: walk.hops)
  }
}

/// One walk along the rules.
private struct RoutingWalk {
  typealias Destination = RoutingDecision.Destination

  let plan: RoutingPlan
  let caller: WaitingCaller
  let situation: RoutingSituation
  var hops: Int
  var reasons: [RoutingDecision.Reason] = []
  /// The department that was asked first: its voicemail takes what can't be sent on.
  private var home: Department.ID?

  init(plan: RoutingPlan, caller: WaitingCaller, situation: RoutingSituation, hops: Int) {
    self.plan = plan
    self.caller = caller
    self.situation = situation
    self.hops = hops
  }

  mutating func take(_ wish: RoutingWish) -> Destination {
    switch wish {
    case .arrival:
      let standing = situation.standing(of: plan.hours)
      reasons.append(.hours(nil, standing))
      return standing.isOpen ? .receptionist : go(to: plan.afterHours)
    case .dialled(.menu(let key)):
      reasons.append(.menuKey)
      return .menu(key)
    case .dialled(.unknown):
      reasons.append(.extensionUnknown)
      return .unknownExtension
    case .dialled(.reached(let number, let owner)):
      reasons.append(.extensionDialled(number))
      return switch owner {
      case .agent(let agent): go(to: .agent(agent))
      case .department(let department): go(to: .department(department))
      }
    case .handOver(let handOver): return go(to: target(of: handOver))
    case .sendTo(let target): return go(to: target)
    case .unanswered(let target):
      reasons.append(.unanswered)
      return go(to: target, hasRung: true)
    case .waitedTooLong(let department):
      reasons.append(.waitedTooLong(department))
      return go(to: overflow(of: department))
    case .callBack(let department, let caller):
      reasons.append(.callBackWanted)
      guard let number = caller.number, plan.route(of: department)?.offersCallBack == true else {
        reasons.append(.callBackImpossible)
        return go(to: .queue(department))
      }
      return .callBack(department, number)
    }
  }

  private mutating func target(of handOver: HandOver) -> RoutingTarget {
    let words = FoldedText(handOver.wish).words
    guard let rule = plan.rules.first(where: { $0.applies(to: handOver, words: words) }) else {
      reasons.append(.noRule)
      return plan.customerService
    }
    reasons.append(.rule(rule.id))
    return rule.target
  }

  /// Follows targets until one is an end.
  private mutating func go(to first: RoutingTarget, hasRung: Bool = false) -> Destination {
    var target = first
    var hasRung = hasRung
    switch first {
    case .department(let id), .queue(let id): home = plan.route(of: id)?.department
    default: break
    }
    while true {
      guard hops < RoutingPlan.maximumHops else {
        reasons.append(.tooManyHops)
        return .voicemail(home)
      }
      hops += 1
      switch step(target, hasRung: hasRung) {
      case .end(let destination): return destination
      case .on(let next):
        target = next
        hasRung = false
      }
    }
  }

  private enum Step {
    case end(Destination)
    case on(RoutingTarget)
  }

  private mutating func step(_ target: RoutingTarget, hasRung: Bool) -> Step {
    switch target {
    case .agent(let id): return agent(id, hasRung: hasRung)
    case .department(let id): return department(id, hasRung: hasRung)
    // A queue is a department where nobody is rung; its hours count all the same.
    case .queue(let id): return department(id, hasRung: true)
    case .voicemail(let id): return end(.voicemail(id.flatMap { plan.route(of: $0)?.department }), target)
    case .outside(let number): return end(.outside(number), target)
    case .receptionist: return end(.receptionist, target)
    case .farewell: return end(.farewell, target)
    }
  }

  private mutating func end(_ destination: Destination, _ target: RoutingTarget) -> Step {
    reasons.append(.sent(target))
    return .end(destination)
  }

  private mutating func agent(_ id: Agent.ID, hasRung: Bool) -> Step {
    guard let agent = situation.roster.agent(id) else {
      reasons.append(.agentGone(id))
      return .on(plan.whenAgentUnavailable ?? plan.customerService)
    }
    if home == nil { home = agent.departments.first { plan.route(of: $0) != nil } }
    let ringTime = home.flatMap { plan.route(of: $0)?.ringTime } ?? .seconds(20)
    if !hasRung,
      let ring = RingPlan(
        inOrder: situation.roster.candidates(of: [id], at: situation.moment), ringTime: ringTime)
    {
      reasons.append(.agentAvailable(id))
      return .end(.ring(ring))
    }
    reasons.append(.agentUnavailable(id))
    return .on(plan.whenAgentUnavailable ?? home.map { RoutingTarget.department($0) } ?? plan.customerService)
  }

  private mutating func department(_ id: Department.ID, hasRung: Bool) -> Step {
    guard let route = known(id) else { return .on(plan.customerService) }
    let standing = situation.standing(of: route.hours ?? plan.hours)
    reasons.append(.hours(id, standing))
    guard standing.isOpen else { return .on(route.afterHours) }
    if hasRung { return queue(route) }
    let roster = situation.roster
    let candidates = roster.candidates(in: id, for: caller.skills, at: situation.moment)
    // Who waits asks for themselves before long: whoever comes now doesn't overtake them (property 18).
    let inLine = situation.inLine(id)
    if let ring = RingPlan(
      candidates, by: route.strategy, situation.ledger(id), ringTime: route.ringTime, leavingTo: inLine)
    {
      reasons.append(.agentsAvailable(id, count: candidates.count))
      return .end(.ring(ring))
    }
    reasons.append(.nobodyAvailable(id))
    let backups = candidates.isEmpty ? roster.candidates(of: route.backups, at: situation.moment).dropFirst(inLine) : []
    if let first = backups.first, let ring = RingPlan(inOrder: Array(backups), ringTime: route.ringTime) {
      reasons.append(.backup(first.agent))
      return .end(.ring(ring))
    }
    return queue(route)
  }

  private mutating func queue(_ route: DepartmentRoute) -> Step {
    if let refusal = situation.refusal(route.department, caller, route.limits), refusal != .waitsAlready {
      reasons.append(.queueRefused(route.department, refusal))
      return .on(route.overflow)
    }
    reasons.append(.waiting(route.department))
    return .end(.queue(route.department))
  }

  private mutating func overflow(of department: Department.ID) -> RoutingTarget {
    guard let route = known(department) else { return plan.customerService }
    reasons.append(.overflow(department))
    return route.overflow
  }

  private mutating func known(_ id: Department.ID) -> DepartmentRoute? {
    guard let route = plan.route(of: id) else {
      reasons.append(.departmentGone(id))
      return nil
    }
    if home == nil { home = id }
    return route
  }
}
