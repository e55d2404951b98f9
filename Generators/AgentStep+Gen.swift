public import PropertyTesting
public import VoiceCore

/// One thing that happens at an agent's desk, some time after the one before.
public struct AgentStep: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// Opens one of four sessions; three may be open.
    case open(Int)
    case refresh(Int)
    case close(Int)
    case command(AgentState.Command)
  }

  /// Seconds since the step before.
  public let after: Int
  public let kind: Kind
}

extension Gen where Value == [AgentStep] {
  /// Up to 40 steps, at the edges of the refresh (15 s) and of its two missed ones (30 s), over two calls.
  public static var agentScript: Gen {
    .array(
      of: zip(Gen<Int>.element(of: [0, 0, 1, 5, 14, 15, 16, 29, 30, 31]), Self.kind)
        .map { AgentStep(after: $0, kind: $1) }, count: 0...40)
  }

  private static var kind: Gen<AgentStep.Kind> {
    .weighted([
      (3, Gen<Int>.int(1...4).map(AgentStep.Kind.open)), (6, Gen<Int>.int(1...2).map(AgentStep.Kind.refresh)),
      (1, Gen<Int>.int(1...4).map(AgentStep.Kind.close)),
      (
        4,
        Gen<AgentStatus>.element(of: [.available, .available, .available, .busy, .notAvailable])
          .map { .command(.choose($0)) }
      ),
      (6, Self.call.map { .command(.offer($0, until: Timestamp(microseconds: .max))) }),
      (4, Self.call.map { .command(.answer($0)) }), (2, Self.call.map { .command(.finish($0)) }),
      (1, Self.call.map { .command(.refuse($0)) }), (2, Self.call.map { .command(.ringOut($0)) }),
      (1, Self.call.map { .command(.withdraw($0)) }), (1, .just(.command(.lookForPresence))),
    ])
  }

  private static var call: Gen<Call.ID> { .identifier(outOf: 2) }
}
