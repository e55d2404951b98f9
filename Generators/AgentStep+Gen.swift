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
  /// Up to 14 passages of a desk's day over four sessions and two calls: coming, calls and how they go on, refreshes at the
  /// edges of the interval (15 s) and of two of them (30 s), lapses, more sessions than there may be, and anything at all.
  public static var agentScript: Gen {
    Gen<[[AgentStep]]>.array(
      of: .weighted([
        (6, Self.coming), (5, Self.call), (3, Self.staying), (1, Self.crowd), (2, Self.absence), (4, Self.anything),
      ]), count: 0...14
    ).map { Array($0.joined()) }
  }

  private static func steps(_ steps: (Int, AgentStep.Kind)...) -> [AgentStep] {
    steps.map { AgentStep(after: $0.0, kind: $0.1) }
  }

  /// An offer rings until the law says so.
  private static func offer(_ call: Call.ID) -> AgentStep.Kind {
    .command(.offer(call, until: Timestamp(microseconds: .max)))
  }

  private static var coming: Gen {
    zip(Gen<Int>.element(of: [1, 1, 1, 2, 3, 4]), Gen<Int>.int(0...1)).map { session, gap in
      steps((gap, .open(session)), (0, .command(.choose(.available))))
    }
  }

  private static var call: Gen {
    zip(Gen<Call.ID>.identifier(outOf: 2), Gen<Int>.int(0...5), Gen<Int>.element(of: [1, 5, 14])).map {
      call, end, gap in
      switch end {
      case 0: steps((1, offer(call)), (gap, .command(.answer(call))), (gap, .command(.finish(call))))
      case 1: steps((1, offer(call)), (15, .command(.ringOut(call))))
      case 2: steps((1, offer(call)), (14, .command(.ringOut(call))), (1, .command(.answer(call))))
      case 3: steps((1, offer(call)), (gap, .command(.refuse(call))))
      case 4: steps((1, offer(call)), (gap, .command(.withdraw(call))))
      default: steps((1, offer(call)), (gap, .command(.choose(.busy))), (0, offer(call)))
      }
    }
  }

  private static var staying: Gen {
    zip(Gen<Int>.int(1...2), Gen<Int>.element(of: [14, 15, 16, 29, 30])).map { session, gap in
      steps((gap, .refresh(session)))
    }
  }

  private static var crowd: Gen { .just(steps((0, .open(1)), (0, .open(2)), (0, .open(3)), (0, .open(4)))) }

  private static var absence: Gen {
    Gen<Int>.element(of: [30, 31]).map { steps(($0, .command(.lookForPresence))) }
  }

  private static var anything: Gen {
    zip(Gen<Int>.element(of: [0, 1, 5, 14, 15, 16, 29, 30, 31]), Self.kind).map { steps(($0, $1)) }
  }

  private static var kind: Gen<AgentStep.Kind> {
    let call = Gen<Call.ID>.identifier(outOf: 2)
    return .weighted([
      (3, Gen<Int>.int(1...4).map(AgentStep.Kind.open)), (3, Gen<Int>.int(1...4).map(AgentStep.Kind.refresh)),
      (2, Gen<Int>.int(1...4).map(AgentStep.Kind.close)),
      (3, Gen<AgentStatus>.element(of: AgentStatus.allCases).map { .command(.choose($0)) }),
      (2, call.map { Self.offer($0) }), (2, call.map { .command(.answer($0)) }),
      (2, call.map { .command(.finish($0)) }), (2, call.map { .command(.ringOut($0)) }),
    ])
  }
}
