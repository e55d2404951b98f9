/// The jobs that may run now, oldest first.
struct ReadyJobs {
  struct Entry {
    let task: Int
    let job: UnownedJob
    /// The executor of the actor for which the job is; `nil` for one of no actor.
    let actor: UnownedSerialExecutor?
    /// Whether it runs whoever queues at a plain actor: first the task, but then perhaps others.
    var isHop = false
  }

  private static let slack = 64

  private var entries: [Entry] = []
  private var head = 0

  var count: Int { entries.count - head }

  mutating func append(_ entry: Entry) { entries.append(entry) }

  /// Where the job of `task` is. A task that goes on is the last to become ready, or nearly so.
  func place(of task: Int) -> Int? {
    var place = entries.count
    while place > head {
      place -= 1
      if entries[place].task == task { return place - head }
    }
    return nil
  }

  subscript(place: Int) -> Entry { entries[head + place] }

  mutating func remove(at place: Int) -> Entry {
    guard place == 0 else { return entries.remove(at: head + place) }
    let entry = entries[head]
    head += 1
    if head == entries.count {
      entries.removeAll(keepingCapacity: true)
      head = 0
    } else if head > Self.slack, head * 2 > entries.count {
      entries.removeFirst(head)
      head = 0
    }
    return entry
  }
}
