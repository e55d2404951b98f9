import PropertyTesting

/// A working day of a call centre, made from a seed: thousands of callers and some mishaps. Parts of it can be kept, each
/// at its own time, so that a failing day is replayed with the few callers that it needs.
public struct BusyDay: Sendable {
  /// How long people work.
  public static let hours = 8
  /// Two companies share the deployment.
  public static let tenants = 2
  /// How often somebody dials for each agent there is: most agents talk, most of the time, and some callers wait.
  static let callersPerAgentAndHour = 26
  /// How long a caller and an agent talk, in milliseconds.
  private static let shortestTalk = 60_000
  private static let longestTalk = 480_000
  /// The most mishaps of one day.
  public static let maximumMishaps = 12

  public let seed: UInt64
  public let day: Int
  public let agents: Int

  /// The day with this number, from 0, in the life that the seed stands for; its agents work for two tenants.
  public init(seed: UInt64, day: Int, agents: Int) {
    self.seed = seed
    self.day = day
    self.agents = max(agents, Self.tenants)
  }

  /// How many dial.
  public var callers: Int { agents * Self.callersPerAgentAndHour * Self.hours }

  /// The whole day.
  public func plan() -> DayPlan {
    plan(
      keeping: DayPart(
        callers: Array(0..<callers), mishaps: Array(0..<mishaps.count), desks: Array(0..<agents / Self.tenants)))
  }

  /// What of the day is kept, everything at its time.
  public func plan(keeping part: DayPart) -> DayPlan {
    let all = part.callers.map { caller($0) }
    var planned: [CallerPlan] = []
    planned.reserveCapacity(all.count)
    var before: Duration = .zero
    for (at, caller) in all.sorted(by: { $0.at < $1.at }) {
      var caller = caller
      caller.after = at - before
      before = at
      planned.append(caller)
    }
    let mishaps = mishaps
    return DayPlan(
      tenants: Self.tenants, agents: agents / Self.tenants, callers: planned,
      mishaps: part.mishaps.filter(mishaps.indices.contains).map { mishaps[$0] },
      switchboard: switchboard(keeping: part.desks))
  }

  /// A caller and when they dial: spread evenly over the day, each by a chance of their own, so that one who is left out
  /// changes nobody else. How long they talk is even, too: a generator would favour its bounds.
  private func caller(_ number: Int) -> (at: Duration, caller: CallerPlan) {
    var caller = drawn(.caller(every: .zero ... .zero, tenants: Self.tenants), number + 1)
    let talk = Self.shortestTalk + even(number, 1, below: Self.longestTalk - Self.shortestTalk)
    caller.answer.talk = .milliseconds(talk)
    return (.milliseconds(even(number, 0, below: Self.hours * 3_600_000)), caller)
  }

  func even(_ number: Int, _ what: Int, below bound: Int) -> Int {
    var hash = StateHash()
    for part in [day, number, what] { hash.add(part) }
    hash.add(seed)
    // The upper half of such a hash is the better mixed one.
    return Int((hash.value >> 32) % UInt64(bound))
  }

  private var mishaps: [Mishap] {
    drawn(.array(of: .mishap(within: Self.hours * 3600), count: 0...Self.maximumMishaps), 0)
  }

  func drawn<Value>(_ generator: Gen<Value>, _ number: Int) -> Value {
    var hash = StateHash()
    hash.add(seed)
    hash.add(day)
    hash.add(number)
    do {
      return try generator.sample(seed: hash.value)
    } catch {
      preconditionFailure("these generators never discard: \(error)")
    }
  }
}

/// Some of a day's callers, mishaps and desks, by number; each company has a desk of each number.
public struct DayPart: Equatable, Sendable {
  public var callers: [Int]
  public var mishaps: [Int]
  public var desks: [Int]

  /// These callers, mishaps and desks.
  public init(callers: [Int], mishaps: [Int], desks: [Int]) {
    self.callers = callers
    self.mishaps = mishaps
    self.desks = desks
  }
}

extension BusyDay {
  /// The least part of the day, as far as it can be found, in which the same goes wrong: halves are left out, then quarters,
  /// down to single callers, mishaps and desks.
  /// - Parameter fails: whether a part fails as the whole does.
  public func reduced(_ part: DayPart, within tries: Int, _ fails: (DayPart) async throws -> Bool) async rethrows
    -> DayPart
  {
    var left = tries
    var part = part
    var changed = true
    while changed, left > 0 {
      let before = part
      part.callers = try await Self.fewest(part.callers, &left) { kept in
        try await fails(DayPart(callers: kept, mishaps: part.mishaps, desks: part.desks))
      }
      part.mishaps = try await Self.fewest(part.mishaps, &left) { kept in
        try await fails(DayPart(callers: part.callers, mishaps: kept, desks: part.desks))
      }
      part.desks = try await Self.fewest(part.desks, &left) { kept in
        try await fails(DayPart(callers: part.callers, mishaps: part.mishaps, desks: kept))
      }
      changed = part != before
    }
    return part
  }

  private static func fewest(
    _ all: [Int], _ left: inout Int, _ fails: ([Int]) async throws -> Bool
  ) async rethrows -> [Int] {
    var kept = all
    var size = max(kept.count, 1)
    while size >= 1, left > 0 {
      var start = 0
      while start < kept.count, left > 0 {
        let candidate = Array(kept[..<start] + kept[min(start + size, kept.count)...])
        left -= 1
        if try await fails(candidate) { kept = candidate } else { start += size }
      }
      size /= 2
    }
    return kept
  }
}
