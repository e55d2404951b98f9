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
  /// Jobs of no task, which run next, before any choice: that of `Task.yield` makes the task's own ready, and that of a
  /// plain actor, when a task comes to it from elsewhere, runs the task on: such calls are no points.
  private var eager = ReadyJobs()
  private var pausing: [UnsafeContinuation<Void, Never>] = []
  /// Whether the job that runs is that of a plain actor, on which one task may follow another without a choice.
  private(set) var runsHop = false
  /// Whose hop from the plain actor is next; unknown when that task has gone on and another may have followed.
  private var hopper: Int?
  /// What went wrong in how the world was used.
  private(set) var misuse: WorldMisuse?
  // Only ever asked for one task, so its order shows nowhere.
  private var numbers: [UInt64: Int] = [:]
  private var nextPreemption = 0
  private var isResting = false
  /// The name of the task that is being made.
  private var nameOfNext: String?

  init(_ schedule: Schedule, longestTurn: Int) {
    self.schedule = schedule
    self.longestTurn = longestTurn
  }

  /// The job that has been ready longest, in words.
  var oldestJob: String { ready.count > 0 ? ready[0].job.description : "nothing" }

  var hasReady: Bool { ready.count + eager.count > 0 }

  mutating func enqueue(
    _ job: UnownedJob, of identity: UInt64, for actor: UnownedSerialExecutor?, from thread: UInt, isHop: Bool
  ) {
    guard phase != .closed else { return }
    guard identity == JobIdentity.none else {
      let task = number(of: identity)
      if thread != self.thread, stranger == nil { stranger = task }
      ready.append(ReadyJobs.Entry(task: task, job: job, actor: actor))
      // Others in the actor's queue come after the one that leaves it.
      if isHop { hopper = nil }
      return
    }
    if thread != self.thread, stranger == nil { stranger = running }
    guard isHop, runsHop else {
      eager.append(ReadyJobs.Entry(task: running, job: job, actor: actor, isHop: isHop))
      return
    }
    // Between two plain actors the first is open to others, so the hop is a point.
    ready.append(ReadyJobs.Entry(task: hopper ?? number(of: identity), job: job, actor: actor, isHop: true))
    hopper = nil
  }

  /// The task that runs on a plain actor, as it says itself; without a number when it isn't of this run.
  mutating func found(_ identity: UInt64) {
    guard let task = numbers[identity] else { return }
    hopper = task
    guard task != running, phase == .running else {
      running = task
      return
    }
    endTurn(suspension)
    note(task)
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
  mutating func takePausing() -> UnsafeContinuation<Void, Never>? {
    runsHop = false
    return pausing.isEmpty ? nil : pausing.removeFirst()
  }

  /// Something was asked of the world; only the run's own thread may.
  mutating func touched(from thread: UInt) {
    if thread != self.thread, stranger == nil, phase == .running { stranger = running }
  }

  private mutating func number(of identity: UInt64) -> Int {
    if let known = numbers[identity] { return known }
    let number = tasks.count
    numbers[identity] = number
    let isSomebody = identity != JobIdentity.none
    tasks.append(TaskRecord(name: isSomebody ? nameOfNext : "an actor", isFollowed: isSomebody && nameOfNext != nil))
    if isSomebody { nameOfNext = nil }
    return number
  }

  /// Takes the job that runs next.
  mutating func next() -> ReadyJobs.Entry? {
    guard eager.count == 0 else {
      return begin(eager.remove(at: 0))
    }
    guard ready.count > 0 else { return nil }
    return begin(ready.remove(at: phase == .running ? pick() : 0))
  }

  private mutating func begin(_ entry: ReadyJobs.Entry) -> ReadyJobs.Entry {
    runsHop = entry.isHop
    hopper = entry.task
    if phase == .running { note(entry.task) } else { running = entry.task }
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

  mutating func ends(_ task: Int) {
    guard tasks.indices.contains(task) else { return }
    tasks[task].hasEnded = true
    tasks[task].wait = nil
  }

  /// Only the first is told, and none once the verdict is known.
  mutating func isMisused(_ misuse: WorldMisuse) {
    if self.misuse == nil, phase == .running { self.misuse = misuse }
  }

  /// The task that a world makes next, by the number that it will have.
  mutating func expect(_ name: String) -> Int {
    nameOfNext = name
    return tasks.count
  }

  /// Whether what a task waits for may be outside of the run, as far as is known.
  var mayWaitOutside: Bool { tasks.contains { !$0.hasEnded && $0.wait == nil } }

  /// Followed tasks that have not ended.
  var leftBehind: [Int] { tasks.indices.filter { tasks[$0].isFollowed && !tasks[$0].hasEnded } }

  mutating func closeLastTurn() {
    if turns.last?.end == .going { endTurn(suspension) }
  }
}
