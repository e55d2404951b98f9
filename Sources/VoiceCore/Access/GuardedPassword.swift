/// Checks a password behind its guard: the attempt is charged before and paid back after. The one place where a given
/// password meets a kept one.
struct GuardedPassword: Sendable {
  let store: any Store
  let time: any TimeSource
  let passwords: any Passwords

  enum Outcome: Equatable, Sendable {
    /// The password is right; `opened` must be kept at the slot in the unit of work that acts on it.
    case right
    /// Wrong, and charged. `isSlowest`: from now on the delay is the longest one.
    case wrong(isSlowest: Bool)
    /// Nothing was checked, for so long yet.
    case wait(Duration)
    /// Nothing could be checked.
    case unavailable
  }

  /// Whether this is the password; `nil` for a verifier is always wrong and takes as long.
  func check(
    _ password: String, against verifier: PasswordVerifier?, at slot: SignInSlot, in tenant: Tenant.ID
  ) async -> Outcome {
    let moment = time.now()
    let charged: SignInGuard
    do throws(StoreFailure) {
      let (verdict, state) = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        var state = try await scope.signInGuard(at: slot)
        let verdict = state.decide(at: moment)
        guard case .check(let fact) = verdict else { return (verdict, state) }
        state.evolve(fact)
        try await scope.save(state, at: slot)
        return (verdict, state)
      }
      if case .wait(let span) = verdict { return .wait(span) }
      charged = state
    } catch {
      return .unavailable
    }
    do throws(PasswordFailure) {
      if try await passwords.verify(password, against: verifier) { return .right }
    } catch {
      if error == .unavailable {
        await withdraw(chargedAt: moment, at: slot, in: tenant)
        return .unavailable
      }
    }
    return .wrong(isSlowest: SignInGuard.delay(after: charged.failures) == SignInGuard.longestDelay)
  }

  /// Gives an attempt back that wasn't checked. When even that fails, the charge stays: a delay, and it passes.
  private func withdraw(chargedAt moment: Timestamp, at slot: SignInSlot, in tenant: Tenant.ID) async {
    try? await store.transaction(for: tenant) { scope throws(StoreFailure) in
      var state = try await scope.signInGuard(at: slot)
      state.evolve(.withdrawn(chargedAt: moment))
      try await scope.save(state, at: slot)
    }
  }
}
