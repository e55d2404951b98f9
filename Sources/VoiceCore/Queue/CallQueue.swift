/// Who waits for a department, in one total order: each caller's rank is fixed at entry, needs only filter.
///
/// A value that is cheap to copy. Entering, leaving, reserving and asking for a place compare a number of ranks that grows
/// with the logarithm of the length; finding the next caller looks at the head of each line, one for each distinct set of
/// needed skills, of which there are at most `maximumLines`.
public struct CallQueue: Sendable {
  /// The most callers that one queue holds by default; whoever comes then is told so.
  public static let maximumLength = 1000
  /// The most distinct sets of needed skills at once.
  public static let maximumLines = 256

  /// A caller who is being connected with an agent, until it is known whether the agent answers.
  public struct Reservation: Equatable, Sendable, Codable {
    public let caller: WaitingCaller
    public let agent: Agent.ID
    /// Who isn't confirmed by then goes back to where they stood.
    public let until: Timestamp
  }

  /// Why a caller can't enter.
  public enum Refusal: String, Sendable, Codable, CaseIterable {
    case full
    case waitsAlready = "waits_already"
    /// More skills than a caller may need, or more different needs than a queue tells apart.
    case tooManySkills = "too_many_skills"
  }

  public let department: Department.ID
  private var line = RankedTree<QueueRank, WaitingCaller>()
  /// The same callers, by what they need.
  private var lines = RankedTree<SkillSet, RankedTree<QueueRank, WaitingCaller>>()
  /// Everybody, also those who are reserved.
  private var places = RankedTree<Call.ID, Place>()
  private var reserved = RankedTree<Call.ID, Reservation>()

  private enum Place: Sendable {
    case waiting(WaitingCaller)
    case reserved
  }

  /// An empty queue.
  public init(department: Department.ID) { self.department = department }

  /// Everybody who waits, in the order of service; without those who are reserved. Takes as long as there are.
  public var waiting: [WaitingCaller] { line.values() }
  /// Those who are being connected, in the order of their calls' ids.
  public var reservations: [Reservation] { reserved.values() }
  /// How many there are, with those who are reserved.
  public var count: Int { places.count }

  /// Why this caller can't enter; `nil` when they can.
  public func refusal(of caller: WaitingCaller, by limits: QueueLimits = .standard) -> Refusal? {
    if places[caller.call] != nil { return .waitsAlready }
    if count >= limits.length { return .full }
    let isNewLine = lines.count >= Self.maximumLines && lines[SkillSet(caller.skills)] == nil
    return isNewLine || caller.skills.count > WaitingCaller.maximumSkills ? .tooManySkills : nil
  }

  /// Lets a caller wait. `false` when they can't enter: then nothing changes.
  public mutating func enter(_ caller: WaitingCaller, by limits: QueueLimits = .standard) -> Bool {
    guard refusal(of: caller, by: limits) == nil else { return false }
    stand(caller)
    return true
  }

  /// The caller whom an agent with these skills serves next; those whom they can't serve block no one.
  public func next(for skills: Set<Skill>) -> WaitingCaller? {
    lines.values().compactMap { line -> WaitingCaller? in
      guard let first = line.first?.value, first.skills.isSubset(of: skills) else { return nil }
      return first
    }.min { $0.rank < $1.rank }
  }

  /// Takes the next caller aside for an agent, until it is known whether the agent answers.
  public mutating func reserve(for agent: Agent.ID, with skills: Set<Skill>, until moment: Timestamp)
    -> WaitingCaller?
  {
    guard let first = next(for: skills), let caller = unstand(first.call) else { return nil }
    places.set(caller.call, to: .reserved)
    reserved.set(caller.call, to: Reservation(caller: caller, agent: agent, until: moment))
    return caller
  }

  /// The agent didn't answer: the caller is back where they stood. `nil` for one who isn't reserved.
  public mutating func giveBack(_ call: Call.ID) -> WaitingCaller? {
    guard let reservation = reserved.remove(call) else { return nil }
    stand(reservation.caller)
    return reservation.caller
  }

  /// Takes a caller out of the queue, reserved or not: served, hung up, moved, too long. `nil` for one who isn't there.
  public mutating func leave(_ call: Call.ID) -> WaitingCaller? {
    if let reservation = reserved.remove(call) {
      _ = places.remove(call)
      return reservation.caller
    }
    return unstand(call)
  }

  /// Lets a waiting caller hang up and be called back at this number, in their place. `false` for one who isn't waiting.
  public mutating func requestCallBack(_ call: Call.ID, at number: PhoneNumber) -> Bool {
    guard var caller = unstand(call) else { return false }
    caller.callBack = number
    stand(caller)
    return true
  }

  /// 1 for the caller whom the next agent who can everything serves; `nil` for one who isn't waiting.
  public func position(of call: Call.ID) -> Int? {
    guard case .waiting(let caller) = places[call] else { return nil }
    return line.place(of: caller.rank) + 1
  }

  /// Who has waited longer than they may, in the order of service. Looks at nobody who came more than the largest bonus
  /// after the last of them.
  public func overdue(at moment: Timestamp, by limits: QueueLimits = .standard) -> [WaitingCaller] {
    line.values { $0.rank.apparentArrival < moment - limits.longestWait }.filter {
      $0.isOverdue(at: moment, by: limits)
    }
  }

  private mutating func stand(_ caller: WaitingCaller) {
    let needs = SkillSet(caller.skills)
    var own = lines[needs] ?? RankedTree()
    own.set(caller.rank, to: caller)
    lines.set(needs, to: own)
    line.set(caller.rank, to: caller)
    places.set(caller.call, to: .waiting(caller))
  }

  private mutating func unstand(_ call: Call.ID) -> WaitingCaller? {
    guard case .waiting(let caller) = places[call] else { return nil }
    let needs = SkillSet(caller.skills)
    var own = lines[needs] ?? RankedTree()
    _ = own.remove(caller.rank)
    if own.isEmpty { _ = lines.remove(needs) } else { lines.set(needs, to: own) }
    _ = line.remove(caller.rank)
    _ = places.remove(call)
    return caller
  }
}

extension CallQueue: Equatable {
  /// The same callers in the same places, however they came there.
  public static func == (left: Self, right: Self) -> Bool {
    left.department == right.department && left.waiting == right.waiting && left.reservations == right.reservations
  }
}

extension CallQueue: Codable {
  private enum CodingKeys: String, CodingKey { case department, waiting, reserved }

  /// Reads the callers, in whatever order they are written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(department: try container.decode(Department.ID.self, forKey: .department))
    for caller in try container.decode([WaitingCaller].self, forKey: .waiting) { stand(caller) }
    for reservation in try container.decodeIfPresent([Reservation].self, forKey: .reserved) ?? [] {
      places.set(reservation.caller.call, to: .reserved)
      reserved.set(reservation.caller.call, to: reservation)
    }
  }

  /// Writes the callers in the order of service.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(department, forKey: .department)
    try container.encode(waiting, forKey: .waiting)
    if !reserved.isEmpty { try container.encode(reservations, forKey: .reserved) }
  }
}
