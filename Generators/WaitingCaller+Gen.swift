public import PropertyTesting
public import VoiceCore

extension Gen where Value == [WaitingCaller] {
  /// Callers with different ids, in any order of entry; arrivals close together, so that bonuses and ties decide.
  public static var waitingCallers: Gen {
    // Each draws its own turn of entry: a caller who is left out while shrinking moves no other.
    Gen<[(@Sendable (Call.ID) -> WaitingCaller, Int)]>.array(of: zip(Self.caller, .int(0...99)), count: 0...10).map {
      $0.enumerated().map { place, drawn in (turn: drawn.1, caller: drawn.0(Identifier(UInt128(place + 1)))) }
        .sorted { ($0.turn, $0.caller.call) < ($1.turn, $1.caller.call) }.map(\.caller)
    }
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
