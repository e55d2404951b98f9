import PropertyTesting
import VoiceCore

/// What the node does in rounds: it looks after calls that nobody has any more, and brings about what stayed wanted.
extension CallCentre {
  /// How often. As `OrphanLimits.pause`.
  static let round = OrphanLimits().pause
  /// How long after everything else the rounds go on, so that nothing is left: beyond `OrphanLimits.longestStream`, the
  /// patience after it and all attempts of `ResumeIntentions`.
  static let lastRounds: Duration = .seconds(2 * 3600)

  func makeRound() async throws {
    guard !agenda.isEmpty || (mayHaveOrphans && now < lastEvent + Self.lastRounds) else { return }
    plan(.round, in: Self.round)
    guard !isDown, !store.isAway else { return }
    let found = try await desk.watch(&seen)
    var resumed = ResumeIntentions.Tally()
    for tenant in tenants { resumed = resumed + (try await desk.resume(of: tenant)) }
    try requireEqual(resumed.givenUp, 0, "nothing is given up that the carrier would do")
    guard found.rescued + found.ended + resumed.settled > 0 else { return }
    tell("looks after calls that nobody has", found.rescued + found.ended, of: nil)
    broughtBack += found.rescued
    foundOver += found.ended
    obeyCarrierOrders()
    let unsettled = calls.indices.filter(mayBeOrphan)
    try await check(nil)
    for number in unsettled {
      if let call = calls[number].lastSeen, call.hasEnded { try await checkSettled(call, number) }
      if calls[number].isSettled { tell("is settled by the watch", of: number) }
    }
  }

  /// Whether a call's end isn't stored, or something is still wanted for it, as far as the world has seen.
  private func mayBeOrphan(_ number: Int) -> Bool { calls[number].place != nil && !calls[number].isSettled }

  private var mayHaveOrphans: Bool { calls.indices.contains(where: mayBeOrphan) }

  /// What the node asked of the carrier is done.
  func obeyCarrierOrders() {
    let orders = desk.carrier.taken()
    for leg in orders.hungUp {
      guard let number = number(of: leg), calls[number].leg != .over else { continue }
      tell("is ended by the node", of: number)
      endLeg(of: number, .hungUp)
    }
    for leg in orders.asked {
      guard let number = number(of: leg), calls[number].leg != .over else { continue }
      tell("is to be asked about anew", of: number)
      freeAgent(of: number)
      hangUpDesks(of: number)
      calls[number].session = nil
      calls[number].leg = .asking
      send(.question, of: number)
    }
  }

  private func number(of leg: CarrierCallID) -> Int? { Int(leg.text.dropFirst(2)) }
}
