/// Reads recordings and the sounds of messages for the people who may hear them: for the others there are none (property 19). The sound is downloaded by a
/// link that holds for a quarter of an hour; who was given one stands in the audit log.
public struct HearRecording: Sendable {
  /// A recording, and where its sound can be downloaded, if there is any.
  public struct Found: Equatable, Sendable {
    public let recording: Recording
    /// Path and query; `nil` while there is no sound, or none any more.
    public let target: String?
    /// When the link expires.
    public let expiresAt: Timestamp?
  }

  /// Why there is no sound.
  public enum Failure: Error, Equatable, Sendable {
    /// The link isn't good, has expired, or leads to nothing any more.
    case noSuchLink
    /// What is stored can't be opened. An operator must look.
    case damaged
    /// Trying again helps.
    case unavailable
  }

  private let store: any Store
  private let objects: any ObjectStore
  private let sealing: any ObjectSealing
  private let links: DownloadLinks
  private let time: any TimeSource

  /// A use case on these ports.
  public init(
    store: any Store, objects: any ObjectStore, sealing: any ObjectSealing, links: DownloadLinks, time: any TimeSource
  ) {
    self.store = store
    self.objects = objects
    self.sealing = sealing
    self.links = links
    self.time = time
  }

  /// One recording of a call; `nil` when the bearer sees no such recording. A link that is handed out is told to the audit log.
  public func callAsFunction(
    _ id: Recording.ID, for bearer: Bearer, of tenant: Tenant.ID, auditing: Auditing
  ) async throws(StoreFailure) -> Found? {
    let draft = auditing(.hearRecording, by: bearer, on: AuditReference(.recording, id))
    return try await found(.recording(id), of: tenant, telling: draft) { scope throws(StoreFailure) in
      guard let sight = try await scope.sight(of: bearer, by: .readRecordings),
        let known = try await scope.recording(id), known.kind == .call, sight.covers(known.department)
      else { return nil }
      return known
    }
  }

  /// The sound of one message, likewise; `nil` when the bearer sees no such message.
  public func callAsFunction(
    _ id: Voicemail.ID, for bearer: Bearer, of tenant: Tenant.ID, auditing: Auditing
  ) async throws(StoreFailure) -> Found? {
    let draft = auditing(.hearRecording, by: bearer, on: AuditReference(.voicemail, id))
    return try await found(.voicemail(id), of: tenant, telling: draft) { scope throws(StoreFailure) in
      guard try await scope.voicemail(id, seenBy: bearer, by: .readVoicemails) != nil else { return nil }
      return try await scope.recording(Recording.ID(of: id))
    }
  }

  private func found(
    _ subject: DownloadLinks.Subject, of tenant: Tenant.ID, telling draft: AuditDraft,
    _ look: @escaping @Sendable (any TenantScope) async throws(StoreFailure) -> Recording?
  ) async throws(StoreFailure) -> Found? {
    let now = time.now()
    let known = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Recording? in
      guard let known = try await look(scope) else { return nil }
      if known.isHeard(at: now) { try await scope.append(draft) }
      return known
    }
    guard let known else { return nil }
    guard known.isHeard(at: now) else { return Found(recording: known, target: nil, expiresAt: nil) }
    let target = links.target(of: subject, tenant: tenant, at: now)
    return Found(recording: known, target: target, expiresAt: links.claim(of: target, at: now)?.expiresAt)
  }

  /// The sound that a link leads to.
  public func sound(at target: String) async throws(Failure) -> [UInt8] {
    let now = time.now()
    guard let claim = links.claim(of: target, at: now) else { throw .noSuchLink }
    let known: Recording?
    do throws(StoreFailure) {
      known = try await store.read(for: claim.tenant) { scope throws(StoreFailure) in
        // Whoever is closed has no links any more.
        guard try await scope.tenant()?.closedAt == nil else { return nil }
        switch claim.subject {
        case .recording(let id): return try await scope.recording(id)
        case .voicemail(let id): return try await scope.recording(Recording.ID(of: id))
        case .export: return nil
        }
      }
    } catch {
      throw error == .notFound ? .noSuchLink : error == .corrupt ? .damaged : .unavailable
    }
    guard let known, known.isHeard(at: now), let key = known.object(of: claim.tenant), let secret = known.secret else {
      throw .noSuchLink
    }
    let sealed: [UInt8]?
    do throws(ObjectFailure) { sealed = try await objects.get(key) } catch { throw .unavailable }
    // Deleted since it was looked up.
    guard let sealed else { throw .noSuchLink }
    do throws(SealFailure) { return try sealing.open(sealed, under: secret, as: key) } catch { throw .damaged }
  }
}
