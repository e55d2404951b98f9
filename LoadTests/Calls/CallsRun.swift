internal import AsyncHTTPClient
public import NIOCore
internal import WebSockets

/// One load run of concurrent calls through a server: a call to warm up, the ramp, the window that is measured, the end.
public struct CallsRun: Sendable {
  /// No run came about.
  public enum Failure: Error, CustomStringConvertible {
    /// The first call failed, so the others would.
    case noCall(String)
    case serverGone

    public var description: String {
      switch self {
      case .noCall(let reason): "no call comes about: \(reason)"
      case .serverGone: "the server ended while it was measured"
      }
    }
  }

  private let plan: CallsPlan
  private let target: CallsTarget
  private let pauses: CallsPlan.Pauses
  private let group: any EventLoopGroup

  /// - Parameter group: of one thread, on which the generator lives.
  public init(
    _ plan: CallsPlan, to target: CallsTarget, pauses: CallsPlan.Pauses = .init(), on group: any EventLoopGroup
  ) {
    self.pauses = pauses
    self.plan = plan
    self.target = target
    self.group = group
  }

  /// Runs, hangs up every call, closes what it opened.
  /// - Parameter progress: told a line about each second.
  public func callAsFunction(
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> CallsMeasurement {
    try await CarrierClient.running(on: group) { try await run($0, progress) }
  }

  private func run(
    _ client: HTTPClient, _ progress: @escaping @Sendable (String) -> Void
  ) async throws -> CallsMeasurement {
    let loop = group.next()
    let (plan, target) = (plan, target)
    let board = try await loop.submit {
      NIOLoopBound(
        Switchboard(plan, aiDelay: target.aiDelayMilliseconds.map { .milliseconds(Int64($0)) }, on: loop),
        eventLoop: loop)
    }.get()
    let placing = CallPlacing(
      to: target, client: client,
      sockets: WebSocketClient(eventLoopGroup: group, limits: WebSocketLimits(pingInterval: nil)))
    do {
      let measured = try await measure(placing, board, loop, progress)
      try await loop.submit { board.value.wheel.stop() }.get()
      return measured
    } catch {
      try? await loop.submit {
        board.value.hangUp()
        board.value.wheel.stop()
      }.get()
      throw error
    }
  }

  private func measure(
    _ placing: CallPlacing, _ board: NIOLoopBound<Switchboard>, _ loop: any EventLoop,
    _ progress: @escaping @Sendable (String) -> Void
  ) async throws -> CallsMeasurement {
    let meter = target.pid.map(ProcessMeter.init)
    try await warmUp(placing, board, loop)
    let idle = meter?.read()
    progress("warmed up with one call\(idle.map { ", server at \($0.residentKiB / 1024) MiB" } ?? "")")

    var watch = CallsWatch(meter: meter, board: board, loop: loop, progress: progress)
    async let ramp = setUp(placing, board, loop)
    try await watch.look(for: .seconds(plan.rampSeconds), saying: "ramp")
    let calls = await ramp
    try await watch.look(for: pauses.settling, saying: "settle")

    let seconds = plan.seconds
    let window = try await loop.submit { board.value.measure(seconds: seconds) }.get()
    try await Task.sleep(for: .nanoseconds((window.lowerBound - .now()).nanoseconds))
    try await watch.begin()
    try await watch.look(for: .seconds(seconds), saying: "measure")
    let use = try watch.end()
    // Callers go on while the last frames come back, so that these find the server as the others did.
    try await Task.sleep(for: pauses.lostAfter)
    let snapshot = try await loop.submit { board.value.settle() }.get()
    let failures = calls.failures.merging(await oneMore(placing, board, loop), uniquingKeysWith: +)
    try await tearDown(calls.placed, placing, board, loop)
    return CallsMeasurement(
      plan: plan, snapshot: snapshot, established: calls.placed.count, failures: failures, idle: idle,
      use: use, series: watch.series)
  }

  /// The server's caches and pools fill, its memory settles.
  private func warmUp(
    _ placing: CallPlacing, _ board: NIOLoopBound<Switchboard>, _ loop: any EventLoop
  ) async throws {
    let number = plan.calls
    let call: CallPlacing.Placed
    do {
      call = try await placing.place(number, on: board, loop: loop)
    } catch {
      throw Failure.noCall(error.description)
    }
    try await Task.sleep(for: pauses.warmUp)
    try await loop.submit { board.value.hangUp(number) }.get()
    try await call.ended.get()
    try? await placing.report(over: call)
    try await Task.sleep(for: pauses.warmUp)
  }

  private func setUp(
    _ placing: CallPlacing, _ board: NIOLoopBound<Switchboard>, _ loop: any EventLoop
  ) async -> (placed: [CallPlacing.Placed], failures: [String: Int]) {
    let begin = ContinuousClock.now
    return await withTaskGroup(of: Result<CallPlacing.Placed, CallPlacing.Failure>.self) { group in
      for number in 0..<plan.calls {
        let at = begin + .seconds(plan.rampSeconds) * number / plan.calls
        group.addTask {
          try? await Task.sleep(until: at)
          do throws(CallPlacing.Failure) {
            return .success(try await placing.place(number, on: board, loop: loop))
          } catch {
            return .failure(error)
          }
        }
      }
      var placed: [CallPlacing.Placed] = []
      var failures: [String: Int] = [:]
      for await result in group {
        switch result {
        case .success(let call): placed.append(call)
        case .failure(let failure): failures[failure.description, default: 0] += 1
        }
      }
      return (placed, failures)
    }
  }

  /// Tries the call that must be refused, politely: with an answer that offers no stream.
  private func oneMore(
    _ placing: CallPlacing, _ board: NIOLoopBound<Switchboard>, _ loop: any EventLoop
  ) async -> [String: Int] {
    guard plan.refusesMore else { return [:] }
    do throws(CallPlacing.Failure) {
      let call = try await placing.place(plan.calls + 1, on: board, loop: loop)
      try? await loop.submit { board.value.hangUp(plan.calls + 1) }.get()
      try? await call.ended.get()
      try? await placing.report(over: call)
      return ["one more than the tenant may have, and taken": 1]
    } catch {
      return error == .noStream ? [:] : ["one more than the tenant may have: \(error)": 1]
    }
  }

  private func tearDown(
    _ calls: [CallPlacing.Placed], _ placing: CallPlacing, _ board: NIOLoopBound<Switchboard>, _ loop: any EventLoop
  ) async throws {
    try await loop.submit { board.value.hangUp() }.get()
    await withTaskGroup(of: Void.self) { group in
      for call in calls {
        group.addTask {
          // A socket that can't be closed is cut by its close timeout; what the server makes of the notice isn't measured.
          try? await call.ended.get()
          try? await placing.report(over: call)
        }
      }
    }
  }
}
