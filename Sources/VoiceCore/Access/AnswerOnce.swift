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
  fileprivate static let swept = 4
  /// One request in so many counts how many there are.
  fileprivate static let countedShare = 64

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
    let fresh: Identifier<KeptAnswer> = ids()
    let beginning = Beginning(
      KeptAnswer(place: place, fingerprint: fingerprint, seed: Bits128(fresh.bits), since: time.now()), in: tenant)
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await beginning.take(in: scope)
    }
  }

  /// Keeps the answer to what was begun; `nil` when nothing came about, so that the key is free again.
  public func finish(
    _ begun: KeptAnswer, with answer: KeptAnswer.Answer?, in tenant: Tenant.ID
  ) async throws(StoreFailure) {
    let finish = Finish(begun, with: answer.flatMap { $0.body.count <= KeptAnswer.maximumBytes ? $0 : nil }, in: tenant)
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await finish.take(in: scope) }
  }
}

/// A request's beginning.
private struct Beginning: Sendable {
  /// As it is kept if nobody was here before.
  private let fresh: KeptAnswer
  private let tenant: Tenant.ID

  init(_ fresh: KeptAnswer, in tenant: Tenant.ID) { (self.fresh, self.tenant) = (fresh, tenant) }

  func take(in scope: any TenantScope) async throws(StoreFailure) -> AnswerOnce.Turn {
    try await scope.mayKeepAnswers(of: tenant)
    let now = fresh.since
    let kept = try await scope.keptAnswer(at: fresh.place)
      .flatMap { now - $0.since < KeptAnswer.lifetime ? $0 : nil }
    if let kept {
      guard kept.fingerprint.matches(fresh.fingerprint) else { return .otherRequest }
      if let answer = kept.answer { return .repeatAnswer(answer) }
      let left = KeptAnswer.patience - (now - kept.since)
      // A clock that was put back must not make anybody wait for longer.
      guard left <= .zero else { return .underWay(for: min(left, KeptAnswer.patience)) }
    }
    try await makeRoom(in: scope)
    let turn = KeptAnswer(
      place: fresh.place, fingerprint: fresh.fingerprint, seed: kept?.seed ?? fresh.seed, since: now)
    try await scope.save(turn)
    return .carryOut(turn)
  }

  private func makeRoom(in scope: any TenantScope) async throws(StoreFailure) {
    let isCounting = fresh.seed.number % UInt128(AnswerOnce.countedShare) == 0
    let all = KeptAnswer.maximumPerTenant + AnswerOnce.countedShare + AnswerOnce.swept
    let oldest = try await scope.keptAnswers(limit: isCounting ? all : AnswerOnce.swept)
    let surplus = max(0, oldest.count - KeptAnswer.maximumPerTenant)
    for (index, kept) in oldest.enumerated()
    where index < surplus || fresh.since - kept.since >= KeptAnswer.lifetime {
      try await scope.remove(kept)
    }
  }
}

/// A request's end.
private struct Finish: Sendable {
  private let begun: KeptAnswer
  private let answer: KeptAnswer.Answer?
  private let tenant: Tenant.ID

  init(_ begun: KeptAnswer, with answer: KeptAnswer.Answer?, in tenant: Tenant.ID) {
    (self.begun, self.answer, self.tenant) = (begun, answer, tenant)
  }

  func take(in scope: any TenantScope) async throws(StoreFailure) {
    try await scope.mayKeepAnswers(of: tenant)
    // Taken up by another one meanwhile: then it is theirs.
    guard try await scope.keptAnswer(at: begun.place) == begun else { return }
    guard let answer else { return try await scope.remove(begun) }
    var kept = begun
    kept.answer = answer
    try await scope.save(kept)
  }
}

extension TenantScope {
  /// A name that somebody made up leaves no rows behind, and neither does a token that outlived its tenant.
  fileprivate func mayKeepAnswers(of tenant: Tenant.ID) async throws(StoreFailure) {
    if tenant != .platform { _ = try await openTenant() }
  }
}
