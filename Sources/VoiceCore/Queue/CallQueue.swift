/// Who waits for a department, in the order of service. One versioned row: decisions over the queue go through it.
public struct CallQueue: Equatable, Sendable, Codable {
  /// The most callers that one queue holds; whoever comes then is told so.
  public static let maximumLength = 1000

  public let department: Department.ID
  /// In the order of service, whatever order they were entered in.
  public private(set) var waiting: [WaitingCaller] = []

  /// An empty queue.
  public init(department: Department.ID) { self.department = department }

  /// Whether nobody else can enter.
  public var isFull: Bool { waiting.count >= Self.maximumLength }

  /// Lets a caller wait. `false` when the queue is full or the caller waits already: then nothing changes.
  public mutating func enter(_ caller: WaitingCaller) -> Bool {
    guard !isFull, !waiting.contains(where: { $0.call == caller.call }) else { return false }
    waiting.insert(caller, at: place(of: caller))
    return true
  }

  /// The caller whom an agent with these skills serves next; those whom they can't serve block no one.
  public func next(for skills: Set<Skill>) -> WaitingCaller? { waiting.first { $0.skills.isSubset(of: skills) } }

  /// Takes a caller out of the queue: served, hung up or moved.
  public mutating func leave(_ call: Call.ID) -> WaitingCaller? {
    guard let index = waiting.firstIndex(where: { $0.call == call }) else { return nil }
    return waiting.remove(at: index)
  }

  /// Binary search: the waiting are always in order.
  private func place(of caller: WaitingCaller) -> Int {
    var low = 0
    var high = waiting.count
    while low < high {
      let middle = (low + high) / 2
      if waiting[middle].isServed(before: caller) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
