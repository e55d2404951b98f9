/// The state of a run: what is ready, what has run, who waits. Everything in it depends on schedule and body alone.
struct Dispatcher {
  enum Phase {
    /// Jobs run as the schedule says.
    case running
    /// The verdict is known: cancelled tasks may end, oldest job first.
    case closing
    /// Jobs are dropped.
    case closed
  }

  private static let turnsKept = 8_192

  let schedule: Schedule
  let longestTurn: Int
  var phase = Phase.running
  /// The thread on which jobs run now.
  var thread = CurrentThread.none
  /// The first task that came from, or acted on, another thread.
  private(set) var stranger: Int?
  var bodyHasEnded = false

  private(set) var steps = 0
  private(set) var points = 0
  private(set) var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325
  private(set) var turns: [Turn] = []
  private(set) var turnsForgotten = 0
  private(set) var running = 0
  private(set) var tasks: [TaskRecord] = []

  private var ready = ReadyJobs()
  /// Jobs of no task, which run next, before any choice: that of `Task.yield` makes the task's own ready, and that of an
  /// actor without an executor of its own runs the task on, so that such actors never are fought for.
  private var eager = ReadyJobs()
  private var pausing: [UnsafeContinuation<Void, Never>] = []
  // Only ever asked for one task, so its order shows nowhere.
  private var numbers: [UInt64: Int] = [:]
  private var nextPreemption = 0
  private var isResting = false
  /// The name of the task that is being made.
  var nameOfNext: String?

  init(_ schedule: Schedule, longestTurn: Int) {
    self.schedule = schedule
    self.longestTurn = longestTurn
  }

  var hasReady: Bool { ready.count + eager.count > 0 }

  mutating func enqueue(
    _ job: UnownedJob, of identity: UInt64, for actor: UnownedSerialExecutor?, from thread: UInt
  ) {
    guard phase != .closed else { return }
    let isEager = identity == JobIdentity.none
    let task = isEager ? running : number(of: identity)
    if thread != self.thread, stranger == nil { stranger = task }
    let entry = ReadyJobs.Entry(task: task, job: job, actor: actor)
    if isEager { eager.append(entry) } else { ready.append(entry) }
  }

  /// Suspends the task that runs until its turn comes again.
  /// - Returns: Whether that is possible; the run may be over.
  mutating func pause(_ continuation: UnsafeContinuation<Void, Never>, at label: String?) -> Bool {
    guard phase != .closed, !tasks.isEmpty else { return false }
    if let label { tasks[running].site = (label, tasks[running].lastStep) }
    pausing.append(continuation)
    return true
  }

  /// Those who have paused in the last job; to resume them makes their tasks ready.
  mutating func takePausing() -> UnsafeContinuation<Void, Never>? { pausing.popLast() }

  /// Something was asked of the world; only the run's own thread may.
  mutating func touched(from thread: UInt) {
    if thread != self.thread, stranger == nil, phase == .running { stranger = running }
  }

  private mutating func number(of identity: UInt64) -> Int {
    if let known = numbers[identity] { return known }
    let number = tasks.count
    numbers[identity] = number
    tasks.append(TaskRecord(name: nameOfNext, isFollowed: nameOfNext != nil))
    nameOfNext = nil
    return number
  }

  /// Takes the job that runs next.
  mutating func next() -> ReadyJobs.Entry? {
    guard eager.count == 0 else {
      let entry = eager.remove(at: 0)
      if phase == .running { note(running) }
      return entry
    }
    guard ready.count > 0 else { return nil }
    guard phase == .running else {
      let entry = ready.remove(at: 0)
      running = entry.task
      return entry
    }
    let entry = ready.remove(at: pick())
    note(entry.task)
    return entry
  }

  /// Time has moved: nobody goes on.
  mutating func rests() { isResting = true }

  private mutating func pick() -> Int {
    let same = turns.isEmpty || isResting ? nil : ready.place(of: running)
    isResting = false
    guard ready.count > 1 else {
      if same == nil { endTurn(suspension) }
      return 0
    }
    var place = same ?? 0
    var end: Turn.End? = same == nil ? suspension : nil
    if same != nil, turns[turns.count - 1].steps >= longestTurn {
      place = same == 0 ? 1 : 0
      end = .turnOver
    }
    if let other = preemption() {
      let wrapped = other % (ready.count - 1)
      place = wrapped < place ? wrapped : wrapped + 1
      if same != nil { end = place == same ? nil : .preempted(point: points, at: site) }
    }
    points += 1
    if let end { endTurn(end) }
    return place
  }

  private mutating func preemption() -> Int? {
    while nextPreemption < schedule.preemptions.count, schedule.preemptions[nextPreemption].point < points {
      nextPreemption += 1
    }
    guard nextPreemption < schedule.preemptions.count, schedule.preemptions[nextPreemption].point == points else {
      return nil
    }
    return schedule.preemptions[nextPreemption].other
  }

  private var site: String? {
    guard let site = tasks[running].site, site.step == tasks[running].lastStep else { return nil }
    return site.label
  }

  private var suspension: Turn.End {
    guard !turns.isEmpty else { return .suspended }
    let record = tasks[running]
    if record.hasEnded { return .ended }
    return record.wait.map { .waits($0.what) } ?? .suspended
  }

  private mutating func endTurn(_ end: Turn.End) {
    if !turns.isEmpty { turns[turns.count - 1].end = end }
  }

  private mutating func note(_ task: Int) {
    if turns.isEmpty || turns[turns.count - 1].end != .going || task != running {
      if turns.count >= Self.turnsKept {
        turns.removeFirst(Self.turnsKept / 2)
        turnsForgotten += Self.turnsKept / 2
      }
      turns.append(Turn(task: task, firstStep: steps, steps: 0, end: .going))
    }
    turns[turns.count - 1].steps += 1
    running = task
    tasks[task].lastStep = steps
    fingerprint = (fingerprint ^ UInt64(truncatingIfNeeded: task)) &* 0x100_0000_01b3
    steps += 1
  }

  // MARK: - What tasks say of themselves

  mutating func names(_ name: String?) { if tasks[running].name == nil { tasks[running].name = name } }

  mutating func setWait(_ wait: TaskRecord.Wait?, of task: Int) { tasks[task].wait = wait }

  mutating func ends() {
    tasks[running].hasEnded = true
    tasks[running].wait = nil
  }

  mutating func closeLastTurn() {
    if turns.last?.end == .going { endTurn(suspension) }
  }
}
