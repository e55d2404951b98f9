/// What one key has used of a rule: the moments of what passed, or the level of its bucket. Whole numbers, so that nothing is
/// lost by rounding.
enum RateUse: Equatable, Sendable {
  /// Those within the window, in order.
  case moments([Timestamp])
  /// How much is taken out of the bucket, and when that was so. One that passes takes a window's microseconds, and each
  /// microsecond brings the rule's count back.
  case taken(Int64, at: Timestamp)

  /// Nothing.
  init(_ rule: RateRule) {
    switch rule.shape {
    case .exact: self = .moments([])
    case .bucket: self = .taken(0, at: Timestamp(microseconds: 0))
    }
  }

  /// The same, without what has come back. What a clock that was put back left in the future counts as just taken.
  func lasting(at now: Timestamp, by rule: RateRule) -> RateUse {
    switch self {
    case .moments(let moments): return .moments(moments.map { min($0, now) }.filter { now - $0 < rule.window })
    case .taken(let taken, let moment):
      let passed = max(0, (now - moment).wholeMicroseconds)
      // Compared before it is multiplied: years may have passed.
      let left = passed > taken / Int64(rule.count) ? 0 : taken - passed * Int64(rule.count)
      return .taken(max(0, left), at: now)
    }
  }

  /// Whether nothing of it lasts: then it says no more than a key that never asked.
  var isNothing: Bool {
    switch self {
    case .moments(let moments): moments.isEmpty
    case .taken(let taken, _): taken == 0
    }
  }

  /// What two keys that are one have used together, both looked at now: of a bucket never more than it holds.
  func with(_ other: RateUse, by rule: RateRule) -> RateUse {
    switch (self, other) {
    case (.moments(let mine), .moments(let theirs)): .moments((mine + theirs).sorted())
    case (.taken(let mine, let now), .taken(let theirs, _)): .taken(min(mine + theirs, rule.size), at: now)
    default: self
    }
  }

  /// The same and one that passes now.
  func adding(at now: Timestamp, by rule: RateRule) -> RateUse {
    switch self {
    case .moments(let moments): .moments(moments + [now])
    case .taken(let taken, _): .taken(taken + rule.portion, at: now)
    }
  }

  /// Whether one more may pass, when this lasts now.
  func outcome(at now: Timestamp, by rule: RateRule) -> RateVerdict.Outcome {
    switch self {
    case .moments(let moments):
      guard moments.count < rule.count else {
        // When the oldest of those that fill the window leaves it.
        return .wait(moments[moments.count - rule.count] + rule.window - now)
      }
      return .go(left: rule.count - moments.count - 1, whole: rule.window)
    case .taken(let taken, _):
      let after = taken + rule.portion
      let excess = after - rule.size
      guard excess <= 0 else { return .wait(rule.return(of: excess)) }
      return .go(left: Int((rule.size - after) / rule.portion), whole: rule.return(of: after))
    }
  }
}

extension RateRule {
  /// What one that passes takes.
  fileprivate var portion: Int64 { window.wholeMicroseconds }

  /// What a bucket holds.
  fileprivate var size: Int64 {
    switch shape {
    case .exact: Int64(count) * portion
    case .bucket(let burst): Int64(burst) * portion
    }
  }

  /// After how long so much has come back.
  fileprivate func `return`(of amount: Int64) -> Duration {
    .microseconds((amount + Int64(count) - 1) / Int64(count))
  }
}
