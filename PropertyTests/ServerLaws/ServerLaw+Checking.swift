public import PropertyTesting
import Synchronization

extension ServerLaw {
  /// What became of one law. The first of several takes the time of the calls; the others look at the same ones.
  public struct Outcome: Sendable {
    public let law: ServerLaw
    public let report: Report
    public let elapsed: Duration
  }

  /// Calls at once by default: more of them measure the timers of a busy machine instead.
  public static let standardLines = 4
  /// How often a failing call is placed again at most, to make it smaller; each takes a second.
  public static let maximumShrinkEvaluations = 40

  /// Checks the laws on one server, one law after the other; the calls are placed several at once.
  /// - Throws: when the task is cancelled; all calls are hung up then.
  public static func check(
    _ laws: [ServerLaw], on server: RunningServer, _ settings: RunSettings, lines: Int = standardLines
  ) async throws -> [Outcome] {
    let api = CallsAPI(of: server)
    return try await check(laws, settings, lines: lines) { try await server.play($0, reading: api) }
  }

  /// The same on whatever places calls: `place` plays one and tells what was heard.
  public static func check(
    _ laws: [ServerLaw], _ settings: RunSettings, lines: Int = standardLines,
    place: @escaping @Sendable (SpokenCall) async throws -> HeardCall
  ) async throws -> [Outcome] {
    var settings = settings
    settings.maximumShrinkEvaluations = min(settings.maximumShrinkEvaluations, maximumShrinkEvaluations)
    let calls = PlacedCalls(place: place)
    if let law = laws.first { await calls.place(ahead: law.calls(settings), lines: lines) }
    var outcomes: [Outcome] = []
    for law in laws {
      let started = ContinuousClock.now
      let report = await PropertyTesting.check(law.property(on: calls), settings)
      outcomes.append(Outcome(law: law, report: report, elapsed: ContinuousClock.now - started))
    }
    await calls.stop()
    try Task.checkCancellation()
    return outcomes
  }

  /// The calls that a check with these settings asks for, if none of them fails.
  private func calls(_ settings: RunSettings) async -> [SpokenCall] {
    let calls = CallList()
    _ = await PropertyTesting.check(property { calls.append($0) }, settings)
    return calls.all
  }
}

private final class CallList: Sendable {
  private let calls = Mutex<[SpokenCall]>([])

  var all: [SpokenCall] { calls.withLock { $0 } }

  func append(_ call: SpokenCall) { calls.withLock { $0.append(call) } }
}
