/// A request that names a key is carried out once, however often it comes, on whichever nodes.
///
/// Kept in the bearer's tenant, sealed like everything there; under `Tenant.ID.platform` what is about the tenants themselves.
public struct AnswerOnce: Sendable {
  /// What is to be done with a request.
  public enum Turn: Equatable, Sendable {
    /// Carry it out, and `finish`.
    case carryOut(KeptAnswer)
    /// It was carried out; this was the answer.
    case repeatAnswer(KeptAnswer.Answer)
    /// The key was given to another request.
    case otherRequest
    /// The same one is being carried out; it is known by then.
    case underWay(for: Duration)
  }

  /// The oldest that are looked at with each request, and taken out when their time is over: more than come in.
  private static let swept = 4
  /// One request in so many counts how many there are.
  private static let countedShare = 64

  private let store: any Store
  private let time: any TimeSource
  private let ids: IDSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, ids: IDSource) {
    self.store = store
    self.time = time
    self.ids = ids
  }

  /// Begins a request, or tells what came of it.
  /// - Throws: `.notFound` for a tenant that isn't there, or is closed: nothing is kept for it.
  public func begin(
    at place: TokenDigest, asking fingerprint: TokenDigest, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> Turn {
    let now = time.now()
    let fresh: Identifier<KeptAnswer> = ids()
    let begun = KeptAnswer(place: place, fingerprint: fingerprint, seed: fresh.bits, since: now)
    let isCounting = fresh.bits % UInt128(Self.countedShare) == 0
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.mayKeepAnswers(of: tenant)
      let kept = try await scope.keptAnswer(at: place).flatMap { now - $0.since < KeptAnswer.lifetime ? $0 : nil }
      if let kept {
        guard kept.fingerprint.matches(fingerprint) else { return .otherRequest }
        if let answer = kept.answer { return .repeatAnswer(answer) }
        let left = KeptAnswer.patience - (now - kept.since)
        // A clock that was put back must not make anybody wait for longer.
        guard left <= .zero else { return .underWay(for: min(left, KeptAnswer.patience)) }
      }
      try await makeRoom(in: scope, at: now, counting: isCounting)
      let turn = KeptAnswer(place: place, fingerprint: fingerprint, seed: kept?.seed ?? begun.seed, since: now)
      try await scope.save(turn)
      return .carryOut(turn)
    }
  }

  /// Keeps the answer to what was begun; `nil` when nothing came about, so that the key is free again.
  public func finish(
    _ begun: KeptAnswer, with answer: KeptAnswer.Answer?, in tenant: Tenant.ID
  ) async throws(StoreFailure) {
    var finished = begun
    finished.answer = answer.flatMap { $0.body.count <= KeptAnswer.maximumBytes ? $0 : nil }
    let kept = finished
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.mayKeepAnswers(of: tenant)
      // Taken up by another one meanwhile: then it is theirs.
      guard try await scope.keptAnswer(at: begun.place) == begun else { return }
      if kept.answer == nil { try await scope.remove(begun) } else { try await scope.save(kept) }
    }
  }

  private func makeRoom(
    in scope: any TenantScope, at now: Timestamp, counting isCounting: Bool
  ) async throws(StoreFailure) {
    let all = KeptAnswer.maximumPerTenant + Self.countedShare + Self.swept
    let oldest = try await scope.keptAnswers(limit: isCounting ? all : Self.swept)
    let surplus = max(0, oldest.count - KeptAnswer.maximumPerTenant)
    for (index, kept) in oldest.enumerated() where index < surplus || now - kept.since >= KeptAnswer.lifetime {
      try await scope.remove(kept)
    }
  }
}

extension TenantScope {
  /// A name that somebody made up leaves no rows behind, and neither does a token that outlived its tenant.
  fileprivate func mayKeepAnswers(of tenant: Tenant.ID) async throws(StoreFailure) {
    if tenant != .platform { _ = try await openTenant() }
  }
}
