public import VoiceCore

/// The `Store` port over rows: what its adapters have in common. Units of work are optimistic: reads hold nothing, the
/// commit checks that what was read by key is as it was.
public struct RowBackedStore<Engine: RowEngine>: Store {
  public let engine: Engine
  let ciphers: (any RowCiphers)?
  private let keepsValues: Bool
  private let reruns = RerunLine()

  /// A store over this engine. Without ciphers nothing is sealed: for trials, and for an engine whose rows never leave
  /// the process, which may keep values as they are.
  public init(over engine: Engine, sealedBy ciphers: (any RowCiphers)? = nil, keepsValues: Bool = false) {
    self.engine = engine
    self.ciphers = ciphers
    self.keepsValues = keepsValues
  }

  /// See `Store`.
  public func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let codec = try await codec(of: tenant)
    do throws(StoreFailure) {
      return try await look(codec, body)
    } catch {
      guard error == .unavailable, let newer = try await newer(than: codec) else { throw error }
      return try await look(newer, body)
    }
  }

  /// The codec of now, when a row named a key that this one's cipher doesn't know and there are newer keys: rotated elsewhere
  /// since it was asked for, which nobody needs to hear of.
  private func newer(than codec: RowCodec) async throws(StoreFailure) -> RowCodec? {
    guard codec.misses else { return nil }
    let newer = try await self.codec(of: codec.tenant)
    return newer.cipher?.generation == codec.cipher?.generation ? nil : newer
  }

  private func look<Outcome: Sendable>(
    _ codec: RowCodec, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await engine.snapshot(of: codec.tenant) { rows throws(StoreFailure) in
      try await body(Snapshot(codec: codec, rows: rows))
    }
  }

  /// See `Store`. What was saved without being read overwrites.
  public func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    if let result = await attempt(tenant, body) { return try result.get() }
    let result = await reruns.turn(of: tenant) { () -> Result<Outcome, StoreFailure>? in
      for run in 2...TransactionLimits.maximumRuns {
        if run == TransactionLimits.maximumRuns { await reruns.beginLastRun(of: tenant) }
        if let result = await attempt(tenant, body) { return result }
      }
      return nil
    }
    guard let result = result ?? nil else { throw .conflict }
    return try result.get()
  }

  /// See `Store`.
  public var platform: any PlatformDirectory { RowDirectory(engine: engine, codec: PlatformCodec(ciphers: ciphers)) }

  /// See `Store`.
  public func commits() -> AsyncStream<Void> { engine.signals() }

  /// See `Store`.
  public func ping() async throws(StoreFailure) { try await engine.ping() }

  /// Everything that a tenant has, row by row, with the seals opened: for laws that search for what must not be there.
  public func plainRows(of tenant: Tenant.ID) async throws(StoreFailure) -> [(table: String, bytes: [UInt8])] {
    let codec = try await codec(of: tenant)
    return try await engine.snapshot(of: tenant) { rows throws(StoreFailure) in
      var found: [(table: String, bytes: [UInt8])] = []
      for table in Tables.all {
        for stored in try await rows.rows(RowQuery(table, .stretch(.init())), for: tenant) {
          found.append((table.name, try codec.plainBytes(of: stored.row, in: table)))
        }
      }
      return found
    }
  }

  /// Runs the body once and commits what it did; `nil` when it was overtaken.
  private func attempt<Outcome: Sendable>(
    _ tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async -> Result<Outcome, StoreFailure>? {
    let codec: RowCodec
    do throws(StoreFailure) { codec = try await self.codec(of: tenant) } catch { return .failure(error) }
    let unit = UnitOfWork(codec, over: engine.latest(of: codec.tenant))
    let outcome: Result<Outcome, StoreFailure>
    do throws(StoreFailure) { outcome = .success(try await body(unit)) } catch { outcome = .failure(error) }
    let work = unit.end()
    do throws(StoreFailure) {
      switch outcome {
      case .success:
        // Something is to be written for a tenant that has no keys yet: they are made, and the body runs again.
        if codec.lacksKeys, !work.own.isEmpty {
          try await makeKeys(of: tenant)
          return nil
        }
        return try await commit(work, codec) ? outcome : nil
      case .failure(.unavailable) where codec.misses: return try await newer(than: codec) == nil ? outcome : nil
      // A refusal that is founded on several instants may be none: then the body runs again.
      case .failure: return try await isSound(work, of: codec.tenant) ? outcome : nil
      }
    } catch {
      return .failure(error)
    }
  }

  private func commit(_ work: Work, _ codec: RowCodec) async throws(StoreFailure) -> Bool {
    let tenant = codec.tenant
    if let refusal = work.refusal {
      guard try await isSound(work, of: tenant) else { return false }
      throw refusal
    }
    guard !work.own.isEmpty else { return try await isSound(work, of: tenant) }
    let batch = try work.batch(sealedBy: codec.cipher)
    let commit = try await reruns.commit(tenant) { () throws(StoreFailure) in
      try await engine.commit(batch, of: tenant)
    }
    switch commit {
    case .done: return true
    case .overtaken: return false
    case .keyless:
      if let cipher = codec.cipher { ciphers?.reload(tenant, insteadOf: cipher) }
      return false
    }
  }

  private func isSound(_ work: Work, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    guard work.mayMixInstants else { return true }
    return try await engine.commit(RowBatch(guards: work.guards, writes: []), of: tenant) == .done
  }

  /// Looking makes no keys.
  func codec(of tenant: Tenant.ID) async throws(StoreFailure) -> RowCodec {
    var cipher: (any TenantCipher)?
    if let ciphers {
      do throws(SealFailure) { cipher = try await ciphers.knownCipher(for: tenant) } catch { throw StoreFailure(error) }
    }
    return RowCodec(
      tenant: tenant, cipher: cipher, platform: PlatformCodec(ciphers: ciphers), keepsValues: keepsValues)
  }

  private func makeKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    guard let ciphers else { return }
    do throws(SealFailure) { _ = try await ciphers.cipher(for: tenant) } catch { throw StoreFailure(error) }
  }
}
