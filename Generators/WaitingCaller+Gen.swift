public import PropertyTesting
public import VoiceCore

extension Gen where Value == [WaitingCaller] {
  /// Callers with different ids, in any order of entry; arrivals close together, so that bonuses and ties decide.
  public static var waitingCallers: Gen {
    Gen<[@Sendable (Call.ID) -> WaitingCaller]>.array(of: Self.caller, count: 0...10).map { makers in
      makers.enumerated().map { $1(Identifier(UInt128($0 + 1))) }
    }.flatMap(Gen.permutation(of:))
  }

  private static var caller: Gen<@Sendable (Call.ID) -> WaitingCaller> {
    gen { source throws(Discard) in
      let arrival = try source.draw(.element(of: [0, 0, 1, 30, 60, 90, 119, 120, 121, 200]))
      let tier = try source.draw(.element(of: CallerTier.allCases.reversed()))
      let skills = Set(try source.draw(.subset(of: [Skill("billing"), Skill("spanish")])))
      return {
        WaitingCaller(
          call: $0, arrival: Timestamp(microseconds: 1_000_000 * Int64(arrival)), tier: tier, skills: skills)
      }
    }
  }
}

extension Gen where Value == Set<Skill> {
  /// What an agent can.
  public static var agentSkills: Gen {
    Gen<[Skill]>.subset(of: [Skill("billing"), Skill("spanish")]).map(Set.init)
  }
}
