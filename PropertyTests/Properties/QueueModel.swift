import Generators
import PropertyTesting
import VoiceCore

/// A queue as a bare list that is searched from end to end.
struct QueueModel {
  private(set) var waiting: [WaitingCaller] = []
  private(set) var reserved: [WaitingCaller] = []

  /// The caller of a step, if it is about one who is reserved.
  func reservedCall(_ place: Int) -> Call.ID? { reserved[round: place]?.call }

  mutating func enter(_ caller: WaitingCaller) -> Bool {
    guard !(waiting + reserved).contains(where: { $0.call == caller.call }) else { return false }
    waiting.append(caller)
    return true
  }

  mutating func reserve(for skills: Set<Skill>) -> WaitingCaller? {
    let able = waiting.filter { $0.skills.isSubset(of: skills) }
    guard let first = able.first(where: { one in able.allSatisfy { P18.rank(one) <= P18.rank($0) } }) else {
      return nil
    }
    waiting.removeAll { $0.call == first.call }
    reserved.append(first)
    return first
  }

  mutating func giveBack(_ call: Call.ID) {
    waiting += reserved.filter { $0.call == call }
    reserved.removeAll { $0.call == call }
  }

  mutating func leave(_ call: Call.ID) -> WaitingCaller? {
    let found = (waiting + reserved).first { $0.call == call }
    waiting.removeAll { $0.call == call }
    reserved.removeAll { $0.call == call }
    return found
  }

  mutating func callBack(_ call: Call.ID, at number: PhoneNumber) -> Bool {
    guard let place = waiting.firstIndex(where: { $0.call == call }) else { return false }
    let old = waiting[place]
    waiting[place] = WaitingCaller(
      call: old.call, arrival: old.arrival, tier: old.tier, skills: old.skills, bonus: old.bonus, callBack: number)
    return true
  }

  /// That the queue holds the same, each in the right place.
  func requireSame(_ queue: CallQueue) throws {
    let ordered = waiting.sorted { P18.rank($0) < P18.rank($1) }
    try requireEqual(queue.waiting, ordered, "everybody stands where their rank says")
    try requireEqual(queue.count, waiting.count + reserved.count, "nobody is lost")
    for (place, caller) in ordered.enumerated() {
      try requireEqual(queue.position(of: caller.call), place + 1, "the place that a caller is told")
    }
    for caller in reserved { try requireEqual(queue.position(of: caller.call), nil, "who is being connected has none") }
  }
}

extension [WaitingCaller] {
  /// The caller at a place, counted round and round; `nil` where there is none.
  subscript(round place: Int) -> WaitingCaller? { isEmpty ? nil : self[place % count] }
}
