/// Does what recordings need of the world: has the carrier begin, pause and stop them, fetches what is complete, stores it sealed
/// under its tenant's prefix, has the carrier delete its copy, and deletes what is kept when its time is over.
///
/// Each step is noted before it is made and safe to make twice, so that a crash between any two loses nothing: a recording is
/// deleted at the carrier only once it is stored here. What fails is tried again with growing pauses, within bounds
/// (`Recording.patience`, `Recording.deletionPatience`). Meant for one node at a time; should two do it, each try is claimed by one.
public struct AttendRecordings: Sendable {
  /// The most recordings that are read at once.
  public static let pageLength = 64

  /// What it came to.
  public struct Tally: Equatable, Sendable {
    /// Errands that were brought about.
    public internal(set) var done = 0
    /// Errands that will be tried again.
    public internal(set) var postponed = 0
    /// What is left to a person: copies that the carrier didn't delete, recordings that couldn't be stored.
    public internal(set) var givenUp = 0
    /// Recordings of which what is stored can't be read. An operator must look; the others go on.
    public internal(set) var unreadable = 0

    /// Nothing yet.
    public init() {}
  }

  let store: any Store
  let recorder: any CallRecorder
  let objects: any ObjectStore
  let sealing: any ObjectSealing
  let time: any TimeSource
  let chance: Chance

  /// A use case on these ports; `chance` draws what objects are sealed under.
  public init(
    store: any Store, recorder: any CallRecorder, objects: any ObjectStore, sealing: any ObjectSealing,
    time: any TimeSource, chance: Chance
  ) {
    self.store = store
    self.recorder = recorder
    self.objects = objects
    self.sealing = sealing
    self.time = time
    self.chance = chance
  }

  /// Takes up what is due of this tenant, for as long as `goesOn` says so. One that can't be read holds up no other.
  public func callAsFunction(
    of tenant: Tenant.ID, while goesOn: @Sendable () -> Bool = { !Task.isCancelled }
  ) async throws(StoreFailure) -> Tally {
    var tally = Tally()
    var last: DueRecording?
    let now = time.now()
    while goesOn() {
      let place = last
      let page = try await store.read(for: tenant) { scope throws(StoreFailure) in
        try await scope.recordings(dueAt: now, after: place, limit: Self.pageLength)
      }
      // Whatever is taken up is due after this moment, or never, afterwards: so the pages come to an end.
      for due in page {
        guard goesOn() else { return tally }
        do throws(StoreFailure) {
          let known = try await store.read(for: tenant) { scope throws(StoreFailure) in
            try await scope.recording(due.id)
          }
          if let known, known.isDue(at: now) { try await attend(known, of: tenant, &tally) }
        } catch {
          guard error == .corrupt else { throw error }
          tally.unreadable += 1
        }
      }
      guard page.count == Self.pageLength else { break }
      last = page.last
    }
    return tally
  }

  /// Does the next errand of one recording now, whether or not it is due; how it stands then, `nil` when there is none.
  public func callAsFunction(_ id: Recording.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> Recording? {
    let known = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.recording(id) }
    guard let known else { return nil }
    var tally = Tally()
    return try await attend(known, of: tenant, &tally)
  }

  @discardableResult
  private func attend(
    _ seen: Recording, of tenant: Tenant.ID, _ tally: inout Tally
  ) async throws(StoreFailure) -> Recording {
    guard let errand = seen.errand(at: time.now()), let claim = try await claim(seen, of: tenant) else { return seen }
    let outcome = await carryOut(errand, claim)
    let now = time.now()
    let settled = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Settled in
      guard let current = try await scope.recording(seen.id) else { throw .notFound }
      // A later attempt to store it draws another secret; what this one stored nobody could open.
      guard current.errands.stores == claim.recording.errands.stores else { return Settled(current, isOurs: false) }
      switch outcome {
      case .facts(let facts): return Settled(try await scope.commit(facts, to: current, at: now), isOurs: true)
      case .rest:
        // Told of meanwhile: then there is something else to do.
        guard current == claim.recording else { return Settled(current, isOurs: true) }
        let rested = current.restedUntil(now + Recording.checkPause)
        try await scope.save(rested)
        return Settled(rested, isOurs: true)
      case .postponed: return Settled(current, isOurs: true)
      }
    }
    switch outcome {
    case .facts(let facts):
      tally.done += 1
      if facts.contains(where: \.isGivenUp) { tally.givenUp += 1 }
    case .rest: tally.done += 1
    case .postponed: tally.postponed += 1
    }
    if errand == .store { await sweep(settled, claim) }
    return settled.recording
  }

  /// A recording as a unit of work left it; whether no later attempt had taken it up.
  private struct Settled: Sendable {
    let recording: Recording
    let isOurs: Bool

    init(_ recording: Recording, isOurs: Bool) {
      (self.recording, self.isOurs) = (recording, isOurs)
    }
  }

  /// Notes the try before it is made; `nil` when somebody else was faster.
  private func claim(_ seen: Recording, of tenant: Tenant.ID) async throws(StoreFailure) -> Claim? {
    let claimed = seen.attempted(at: time.now(), secret: ObjectSecret(drawing: chance.next))
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Claim? in
      guard try await scope.recording(seen.id) == seen else { return nil }
      try await scope.save(claimed)
      return Claim(
        tenant: tenant, recording: claimed, call: try await scope.call(seen.call),
        retention: try await scope.tenant()?.settings.recording.retention ?? RecordingSettings.standard.retention)
    }
  }

  /// Objects of attempts that came to nothing go. Those that can't be deleted now go when the recording's time is over, or with
  /// the tenant.
  private func sweep(_ settled: Settled, _ claim: Claim) async {
    guard settled.isOurs else { return await delete([claim.recording.errands.stores], of: claim) }
    switch settled.recording.stage {
    case .kept: await delete(Array(1..<max(settled.recording.kept?.attempt ?? 1, 1)), of: claim)
    // Given up, or taken out meanwhile.
    case .absent, .expired: await delete(Array(1...max(claim.recording.errands.stores, 1)), of: claim)
    case .wanted, .running, .paused, .finished: break
    }
  }

  private func delete(_ attempts: [Int], of claim: Claim) async {
    for attempt in attempts {
      guard let key = claim.recording.object(of: claim.tenant, attempt: attempt) else { continue }
      try? await objects.delete(key)  // Left for the end of its time.
    }
  }
}

extension Recording.Fact {
  fileprivate var isGivenUp: Bool {
    switch self {
    case .leftAtCarrier, .absent(.notFetched), .absent(.tooLarge): true
    default: false
    }
  }
}
