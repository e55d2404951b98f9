public import PropertyTesting
public import VoiceCore

/// One thing that happens at a queue. Callers are named by their place among those of the case, counted round and round.
public enum QueueStep: Equatable, Sendable {
  case enters(Int)
  /// An agent with these skills becomes free.
  case agentFree(Set<Skill>)
  /// Of those who are reserved, in the order of reserving: their agent doesn't answer.
  case unanswered(Int)
  /// Of those who are reserved: the two are connected.
  case connected(Int)
  /// Hangs up, wherever they are.
  case hangsUp(Int)
  case wantsCallBack(Int)
}

extension Gen where Value == [QueueStep] {
  /// Up to 30 steps over the places of ten callers.
  public static var queueSteps: Gen {
    .array(
      of: .weighted([
        (9, Gen<Int>.int(0...9).map(QueueStep.enters)), (5, Gen<Set<Skill>>.agentSkills.map(QueueStep.agentFree)),
        (4, Gen<Int>.int(0...2).map(QueueStep.unanswered)), (2, Gen<Int>.int(0...2).map(QueueStep.connected)),
        (1, Gen<Int>.int(0...9).map(QueueStep.hangsUp)), (3, Gen<Int>.int(0...9).map(QueueStep.wantsCallBack)),
      ]), count: 0...30)
  }
}
