import NIOCore

/// Looks at a run once a second: what the record says, what server and generator use.
struct CallsWatch {
  private let meter: ProcessMeter?
  private let board: NIOLoopBound<Switchboard>
  private let loop: any EventLoop
  private let progress: @Sendable (String) -> Void
  private(set) var series: [CallsSecond] = []
  private var isMeasuring = false
  private var last: Look
  private var first: Look?

  /// What everybody had used at a moment.
  private struct Look {
    var at = ContinuousClock.now
    var server: ProcessMeter.Reading?
    var own = OwnProcess.cpuSeconds
    var machine = Machine.busySeconds

    init(_ meter: ProcessMeter?) { server = meter?.read() }
  }

  init(
    meter: ProcessMeter?, board: NIOLoopBound<Switchboard>, loop: any EventLoop,
    progress: @escaping @Sendable (String) -> Void
  ) {
    self.meter = meter
    self.board = board
    self.loop = loop
    self.progress = progress
    last = Look(meter)
  }

  /// From now on seconds belong to the series.
  mutating func begin() async throws {
    let board = board
    _ = try await loop.submit { board.value.record.cut() }.get()
    isMeasuring = true
    last = Look(meter)
    first = last
  }

  /// What was used since the beginning.
  mutating func end() throws -> CallsUse {
    isMeasuring = false
    guard let first else { throw CallsRun.Failure.serverGone }
    let now = last
    if first.server != nil, now.server == nil { throw CallsRun.Failure.serverGone }
    let seconds = (now.at - first.at) / .seconds(1)
    let server = now.server.flatMap { now in first.server.map { now.cpuSeconds - $0.cpuSeconds } }
    let machine = now.machine.flatMap { now in first.machine.map { now - $0 } }
    let own = now.own - first.own
    return CallsUse(
      seconds: seconds, serverCPUSeconds: server, generatorCPUSeconds: own,
      otherCPUSeconds: machine.flatMap { machine in server.map { max(machine - $0 - own, 0) } }, loaded: now.server)
  }

  /// Looks each second for so long.
  mutating func look(for span: Duration, saying phase: String) async throws {
    let begin = ContinuousClock.now
    var looked = 0
    while true {
      looked += 1
      let next = begin + min(.seconds(looked), span)
      try await Task.sleep(until: next)
      try await lookOnce(phase, looked)
      if next >= begin + span { break }
    }
  }

  private mutating func lookOnce(_ phase: String, _ number: Int) async throws {
    let board = board
    let beat = try await loop.submit { board.value.record.cut() }.get()
    let now = Look(meter)
    let seconds = max((now.at - last.at) / .seconds(1), 0.001)
    let server = now.server.flatMap { now in last.server.map { (now.cpuSeconds - $0.cpuSeconds) / seconds } }
    let second = CallsSecond(
      second: number, callsUp: beat.callsUp, framesSent: beat.framesSent, framesReceived: beat.framesReceived,
      latency: beat.latency, serverCPU: server, generatorCPU: (now.own - last.own) / seconds,
      serverMiB: now.server.map { Double($0.residentKiB) / 1024 })
    last = now
    if isMeasuring { series.append(second) }
    progress("\(phase) \(number) s: \(second.line)")
    if meter != nil, now.server == nil { throw CallsRun.Failure.serverGone }
  }
}
