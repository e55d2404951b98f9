/// Counts by one rule what each key asks for. A value that knows no time; each node has its own.
///
/// No more keys are counted than the rule says. Whoever has nothing left in the window makes room, for that is as if it had
/// never asked. While nobody makes room, those who come count together, as one key; and who gets a place of its own soon after
/// takes along what they used. So a crowd may have to wait for each other, but nobody passes more often than allowed.
public struct RateLimits<Key: Hashable & Sendable>: Sendable {
  public let rule: RateRule
  private var uses: [Key: RateUse] = [:]
  /// What those have used for whom there is no place.
  private var crowd: RateUse
  private var lookedForRoom: Timestamp?

  /// Has counted nothing yet.
  public init(_ rule: RateRule) {
    self.rule = rule
    crowd = RateUse(rule)
  }

  /// How many keys are counted.
  public var count: Int { uses.count }

  /// A request of this key.
  /// - Parameter former: by what it was counted before; what was used there is the key's from now on.
  public mutating func take(_ key: Key, formerly former: Key? = nil, at now: Timestamp) -> RateVerdict {
    if let inherited = former.flatMap({ uses.removeValue(forKey: $0) }) {
      let own = (uses[key] ?? crowd).lasting(at: now, by: rule)
      uses[key] = own.with(inherited.lasting(at: now, by: rule), by: rule)
    }
    if uses[key] == nil { makeRoom(at: now) }
    let used = (uses[key] ?? crowd).lasting(at: now, by: rule)
    let outcome = used.outcome(at: now, by: rule)
    if case .go = outcome {
      let after = used.adding(at: now, by: rule)
      if uses[key] != nil || uses.count < rule.maximumKeys { uses[key] = after } else { crowd = after }
    }
    return RateVerdict(rule: rule, outcome: outcome)
  }

  /// Takes out whoever has nothing in the window. Looked for a few times a window, not with each request.
  private mutating func makeRoom(at now: Timestamp) {
    guard uses.count >= rule.maximumKeys else { return }
    if let looked = lookedForRoom, now >= looked, now - looked < rule.window / 8 { return }
    lookedForRoom = now
    uses = uses.filter { !$0.value.lasting(at: now, by: rule).isNothing }
  }
}
