public import PropertyTesting

/// A small mistake that can be planted in the model of VoiceCore, one at a time.
public enum Fault: String, CaseIterable, Sendable {
  // Calls
  case transferOnSecond, transferOnFourth, successResets, repeatCounts, countShared, transferTwice, lateVerdict
  case transferAfterEnd, endTwice, recordTwice, eventLost, halfStored, transferLost, workRepeated
  // Waiting callers
  case tieByInsertion, tieByID, bonusUnbounded, bonusForgotten, bonusPenalises, busyAgentOffered, awayAgentOffered
  case topCallerBlocks, skillIgnored, abandonedServed, roundRobinStuck
  // Screening
  case allowListIgnored, weakerActionWins, inactiveRuleApplied, removedRuleApplied, prefixMatch, scoreUnbounded
  case scoreIgnored, thresholdExclusive, blockAfterRouting, otherCountry, trunkZeroKept, doubleZeroKept
  // Tenants
  case readWithoutTenant, listWithoutTenant, savesOverOthers, cacheWithoutTenant, staleAfterSave, cacheOutlivesTenant
  case deleteLeavesRows, deletedTenantAnswers, switchForgotten, departmentLeak, managerBlind, changeNotAudited
  // The log and its readers
  case cursorSkips, cursorRepeats, cursorLost, pageTooLong, newIDOnRetry, idByOrder, orderWithinCall, slowCallBlocks
  case acknowledgedBeforeStored, givesUpEarly, retryAfterLast, waitAfterLast, waitConstant, parkedForgotten
  // Credits, tokens, limits
  case creditRace, overspendByOne, reserveKept, settledTwice, tokenReused, tokenRace, expiredTokenAccepted
  case expiryInclusive, limitPlusOne, limitMinusOne, limitShared, refusedCounts, windowResets, windowTooLong
}

/// The parts of the model of VoiceCore, each a machine by itself.
public enum TrialSubject: String, CaseIterable, Sendable {
  /// Calls, attempts, transfers and ends, through crashes.
  case calls
  /// Waiting callers and the agents who serve them.
  case waiting
  /// Spam rules and spellings of numbers.
  case screening
  /// Rows of several tenants and departments, with a cache.
  case tenants
  /// The event log, its pages and its webhook.
  case events
  /// Credits, one-time tokens and rate limits of two clients at once.
  case accounts

  /// The law of this part, with a fault planted or none. It holds without one.
  public func property(planted fault: Fault? = nil) -> Property {
    let title = "mutant \(fault?.rawValue ?? "none") in \(rawValue)"
    return switch self {
    case .calls: Property(title, machine: CallDeskMachine(planted: fault))
    case .waiting: Property(title, machine: WaitingRoomMachine(planted: fault))
    case .screening: Property(title, machine: ScreeningMachine(planted: fault))
    case .tenants: Property(title, machine: TenantRowsMachine(planted: fault))
    case .events: Property(title, machine: EventFeedMachine(planted: fault))
    case .accounts: Property(title, machine: AccountMachine(planted: fault))
    }
  }
}

/// The law that `fault` breaks, with the fault planted: checking it must fail.
public func trial(_ fault: Fault) -> Property { fault.subject.property(planted: fault) }
