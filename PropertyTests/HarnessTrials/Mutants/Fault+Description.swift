extension Fault: CustomStringConvertible {
  /// Where the fault is planted.
  public var subject: TrialSubject {
    switch self {
    case .transferOnSecond, .transferOnFourth, .successResets, .repeatCounts, .countShared, .transferTwice,
      .lateVerdict, .transferAfterEnd, .endTwice, .recordTwice, .eventLost, .halfStored, .transferLost, .workRepeated:
      .calls
    case .tieByInsertion, .tieByID, .bonusUnbounded, .bonusForgotten, .bonusPenalises, .busyAgentOffered,
      .awayAgentOffered, .topCallerBlocks, .skillIgnored, .abandonedServed, .roundRobinStuck:
      .waiting
    case .allowListIgnored, .weakerActionWins, .inactiveRuleApplied, .removedRuleApplied, .prefixMatch,
      .scoreUnbounded, .scoreIgnored, .thresholdExclusive, .blockAfterRouting, .otherCountry, .trunkZeroKept,
      .doubleZeroKept:
      .screening
    case .readWithoutTenant, .listWithoutTenant, .savesOverOthers, .cacheWithoutTenant, .staleAfterSave,
      .cacheOutlivesTenant, .deleteLeavesRows, .deletedTenantAnswers, .switchForgotten, .departmentLeak,
      .managerBlind, .changeNotAudited:
      .tenants
    case .cursorSkips, .cursorRepeats, .cursorLost, .pageTooLong, .newIDOnRetry, .idByOrder, .orderWithinCall,
      .slowCallBlocks, .acknowledgedBeforeStored, .givesUpEarly, .retryAfterLast, .waitAfterLast, .waitConstant,
      .parkedForgotten:
      .events
    case .creditRace, .overspendByOne, .reserveKept, .settledTwice, .tokenReused, .tokenRace, .expiredTokenAccepted,
      .expiryInclusive, .limitPlusOne, .limitMinusOne, .limitShared, .refusedCounts, .windowResets, .windowTooLong:
      .accounts
    }
  }

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .transferOnSecond: "The second failed attempt transfers the call already."
    case .transferOnFourth: "The call is transferred on the fourth failed attempt, not the third."
    case .successResets: "A success sets the count of failed attempts back to nothing."
    case .repeatCounts: "A verdict that is told twice counts twice."
    case .countShared: "Failed attempts of all calls are counted together."
    case .transferTwice: "A failure after the transfer transfers once more."
    case .lateVerdict: "A verdict that comes after the end still counts."
    case .transferAfterEnd: "A call that has ended in the meantime is transferred."
    case .endTwice: "The second word of a call's end ends it again."
    case .recordTwice: "The second word of a call's end writes another call detail record."
    case .eventLost: "The last fact was acknowledged and not yet stored when the process died."
    case .halfStored: "Of two facts that belong together only the first is stored."
    case .transferLost: "Intentions are forgotten in a restart."
    case .workRepeated: "What was carried out is carried out again after a restart."
    case .tieByInsertion: "Callers of equal rank go by insertion, not by arrival and id."
    case .tieByID: "Callers of equal rank go by id alone, not by arrival first."
    case .bonusUnbounded: "A tier's bonus grows beyond its bound."
    case .bonusForgotten: "A tier has no bonus."
    case .bonusPenalises: "A tier's bonus is added to the arrival, not taken from it."
    case .busyAgentOffered: "An agent who talks is offered a caller."
    case .awayAgentOffered: "An agent who is away is offered a caller."
    case .topCallerBlocks: "A first caller whom nobody can serve keeps the others waiting."
    case .skillIgnored: "A caller goes to an agent without the skill."
    case .abandonedServed: "A caller who hung up keeps the place in the queue."
    case .roundRobinStuck: "The turn always begins with the first agent."
    case .allowListIgnored: "An entry of the allow-list doesn't help against a rule."
    case .weakerActionWins: "Of two matching rules the weaker one decides."
    case .inactiveRuleApplied: "A rule that is switched off still applies."
    case .removedRuleApplied: "A rule that is removed still applies."
    case .prefixMatch: "A rule for a number matches all numbers that begin with it."
    case .scoreUnbounded: "The score goes beyond 100."
    case .scoreIgnored: "Only rules' actions count, not their weights."
    case .thresholdExclusive: "A score equal to the threshold doesn't reach it."
    case .blockAfterRouting: "A blocked caller who dials an extension gets through."
    case .otherCountry: "A national number is read as one of another country."
    case .trunkZeroKept: "A national number keeps its leading zero."
    case .doubleZeroKept: "Two zeros in front aren't read as a plus."
    case .readWithoutTenant: "Reading by id has no tenant filter."
    case .listWithoutTenant: "Listing has no tenant filter."
    case .savesOverOthers: "Saving replaces another tenant's row of the same id."
    case .cacheWithoutTenant: "The cache is keyed by id alone and answers the next tenant."
    case .staleAfterSave: "The cache isn't told of a save."
    case .cacheOutlivesTenant: "The cache isn't told of a tenant's deletion."
    case .deleteLeavesRows: "A deleted tenant's rows stay, and return when it is created again."
    case .deletedTenantAnswers: "Nobody asks whether the tenant still exists."
    case .switchForgotten: "The connection keeps the tenant whom it served before."
    case .departmentLeak: "A member sees the rows of other departments."
    case .managerBlind: "Somebody above the departments sees one of them only."
    case .changeNotAudited: "Creating a row is audited, changing it isn't."
    case .cursorSkips: "After a full page one event is skipped."
    case .cursorRepeats: "After a full page its last event comes again."
    case .cursorLost: "A follower begins anew after a restart."
    case .pageTooLong: "A page holds one event more than asked for."
    case .newIDOnRetry: "A repeated delivery has another id."
    case .idByOrder: "A delivery's id counts deliveries, not events."
    case .orderWithinCall: "A call's later event doesn't wait for the earlier one."
    case .slowCallBlocks: "A delivery that is refused holds up other calls' events."
    case .acknowledgedBeforeStored: "A delivery counts as made before that is stored."
    case .givesUpEarly: "The last try isn't made."
    case .retryAfterLast: "There is one try more after the last."
    case .waitAfterLast: "There is a wait after the last try."
    case .waitConstant: "Waits don't grow."
    case .parkedForgotten: "A delivery that was given up is seen nowhere."
    case .creditRace: "Two clients check the same credits before either spends them."
    case .overspendByOne: "One credit more than there is can be reserved."
    case .reserveKept: "What was reserved and not used isn't given back."
    case .settledTwice: "Settling twice gives the unused credits back twice."
    case .tokenReused: "A one-time token can be used again."
    case .tokenRace: "Two clients look at a token before either takes it, and both get it."
    case .expiredTokenAccepted: "A token never expires."
    case .expiryInclusive: "A token is still good at the instant of its expiry."
    case .limitPlusOne: "One request more than the limit passes."
    case .limitMinusOne: "The last request of the limit is refused."
    case .limitShared: "Two clients share one limit."
    case .refusedCounts: "A refused request counts against the limit."
    case .windowResets: "The window begins anew at each full minute and doesn't slide."
    case .windowTooLong: "A request counts one instant too long."
    }
  }
}
