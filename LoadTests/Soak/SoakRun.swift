internal import AsyncHTTPClient
public import NIOCore
internal import Simulators
internal import WebSockets

/// One soak run: warms the server up, looks at it, places the calls, waits until it is quiet, looks again.
public struct SoakRun: Sendable {
  /// How long the server may take to be quiet after the last call: calls whose stream was cut have their grace.
  private static let longestRest = Duration.seconds(90)

  private let plan: SoakPlan
  private let target: CallsTarget
  private let group: any EventLoopGroup

  /// - Parameter group: of one thread, on which the generator lives.
  public init(_ plan: SoakPlan, to target: CallsTarget, on group: any EventLoopGroup) {
    self.plan = plan
    self.target = target
    self.group = group
  }

  /// Runs; nothing of it is left open.
  /// - Parameter progress: told a line about each second.
  public func callAsFunction(progress: @escaping @Sendable (String) -> Void = { _ in }) async throws -> SoakReport {
    try await CarrierClient.running(on: group) { try await run($0, progress) }
  }

  private func run(_ client: HTTPClient, _ progress: @escaping @Sendable (String) -> Void) async throws -> SoakReport {
    let placing = SoakPlacing(
      to: target, client: client,
      sockets: WebSocketClient(eventLoopGroup: group, limits: WebSocketLimits(pingInterval: nil)), on: group.next())
    let warm = await place(0..<plan.warmUp, placing)
    guard warm.unexpected.isEmpty else {
      throw CallsRun.Failure.noCall(warm.unexpected.map { "\($0.value) × \($0.key)" }.sorted().joined(separator: "; "))
    }
    guard let before = await rest(like: nil, client) else { throw CallsRun.Failure.serverGone }
    progress("warmed up with \(plan.warmUp) calls")

    let begin = ContinuousClock.now
    var series: [SoakSecond] = []
    var tally = SoakTally()
    var next = plan.warmUp
    let end = plan.warmUp + plan.calls
    while next < end {
      // A second or so at a time, so that progress is seen and the course is drawn.
      let step = min(next + max(plan.atOnce * 8, 64), end)
      tally += await place(next..<step, placing)
      next = step
      guard let state = await ServerState.read(target.baseURL, client) else { throw CallsRun.Failure.serverGone }
      let second = SoakSecond(
        second: (ContinuousClock.now - begin) / .seconds(1), calls: next - plan.warmUp, state: state)
      if series.last.map({ second.second - $0.second >= 1 }) ?? true {
        series.append(second)
        progress(second.line)
      }
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    guard let after = await rest(like: before, client) else { throw CallsRun.Failure.serverGone }
    return SoakReport(
      plan: plan, calls: tally.calls, unexpected: tally.unexpected, seconds: seconds, before: before, after: after,
      series: series)
  }

  private func place(_ numbers: Range<Int>, _ placing: SoakPlacing) async -> SoakTally {
    await withTaskGroup(of: SoakTally.self) { group in
      var waiting = numbers.makeIterator()
      var tally = SoakTally()
      for _ in 0..<plan.atOnce {
        if let number = waiting.next() { group.addTask { await placing.place(number) } }
      }
      for await one in group {
        tally += one
        if let number = waiting.next() { group.addTask { await placing.place(number) } }
      }
      return tally
    }
  }

  /// The state in which the server comes to rest: no call is left, and it is what it was before, or doesn't change any more.
  private func rest(like before: ServerState?, _ client: HTTPClient) async -> ServerState? {
    let deadline = ContinuousClock.now + Self.longestRest
    var last: ServerState?
    while let state = await ServerState.read(target.baseURL, client) {
      let isQuiet = state.callsActive ?? 0 == 0
      if isQuiet, let before, SoakReport.differences(from: before, to: state, plan.tolerance).isEmpty { return state }
      if isQuiet, before == nil, let last, SoakReport.differences(from: last, to: state, 0.002).isEmpty { return state }
      if ContinuousClock.now >= deadline { return state }
      last = state
      try? await Task.sleep(for: .seconds(before == nil ? 20 : 2))
    }
    return nil
  }
}

/// How calls came out.
struct SoakTally: Sendable {
  var calls: [SoakPlan.Kind: Int] = [:]
  /// What didn't go as it should, by what it was.
  var unexpected: [String: Int] = [:]

  static func += (left: inout Self, right: Self) {
    left.calls.merge(right.calls, uniquingKeysWith: +)
    left.unexpected.merge(right.unexpected, uniquingKeysWith: +)
  }
}
