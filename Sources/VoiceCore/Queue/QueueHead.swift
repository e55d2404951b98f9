/// What all changes of one queue go through, where each waiting caller is a row of their own: one small versioned row, so
/// that two who change the queue at once can't both be right. It never holds a caller, so it stays small at any length.
public struct QueueHead: Equatable, Sendable, Codable {
  /// Those who wait with the same needs.
  public struct Line: Equatable, Sendable, Codable {
    public let needs: SkillSet
    public internal(set) var count: Int
  }

  public let department: Department.ID
  /// How many are in the queue, with those who are reserved.
  public private(set) var count = 0
  /// In the order of the needs; without those who are reserved. At most `CallQueue.maximumLines`, none empty.
  public private(set) var lines: [Line] = []
  /// How quickly the queue has been served.
  public private(set) var rate = ServiceRate()
  /// Grows with each change, so that each leaves another row behind.
  public private(set) var changes: UInt64 = 0

  /// How many stand in line, without those who are reserved.
  public var countInLine: Int { lines.reduce(0) { $0 + $1.count } }

  /// The head of an empty queue.
  public init(department: Department.ID) { self.department = department }

  /// Why a caller who isn't in the queue can't enter; `nil` when they can.
  public func refusal(of caller: WaitingCaller, by limits: QueueLimits = .standard) -> CallQueue.Refusal? {
    if count >= limits.length { return .full }
    let isNewLine = lines.count >= CallQueue.maximumLines && line(of: caller) == nil
    return isNewLine || caller.skills.count > WaitingCaller.maximumSkills ? .tooManySkills : nil
  }

  /// A caller comes into the queue.
  public mutating func entered(_ caller: WaitingCaller) {
    count += 1
    stood(caller)
  }

  /// A caller who was reserved stands in line again.
  public mutating func stood(_ caller: WaitingCaller) {
    changes += 1
    if let index = line(of: caller) {
      lines[index].count += 1
    } else {
      lines.append(Line(needs: SkillSet(caller.skills), count: 1))
      lines.sort { $0.needs < $1.needs }
    }
  }

  /// A caller who stood in line is reserved.
  public mutating func reserved(_ caller: WaitingCaller) {
    changes += 1
    guard let index = line(of: caller) else { return }
    lines[index].count -= 1
    if lines[index].count == 0 { lines.remove(at: index) }
  }

  /// A caller who was reserved is out of the queue; served when a moment is given.
  public mutating func left(servedAt moment: Timestamp?) {
    changes += 1
    count -= 1
    if let moment { rate.served(at: moment) }
  }

  private func line(of caller: WaitingCaller) -> Int? {
    let needs = SkillSet(caller.skills)
    return lines.firstIndex { $0.needs == needs }
  }
}
