/// Reads recordings for the people who may hear them: for the others there are none (property 19). The sound is downloaded by a
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

  /// One recording; `nil` when the bearer sees no such recording. A link that is handed out is told to the audit log.
  public func callAsFunction(
    _ id: Recording.ID, for bearer: Bearer, of tenant: Tenant.ID, auditing: Auditing
  ) async throws(StoreFailure) -> Found? {
    let now = time.now()
    let draft = auditing(.hearRecording, by: bearer, on: AuditReference(.recording, id))
    let known = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Recording? in
      guard let sight = try await scope.sight(of: bearer, by: .readRecordings),
        let known = try await scope.recording(id), sight.covers(known.department)
      else { return nil }
      if known.stage == .kept { try await scope.append(draft) }
      return known
    }
    guard let known else { return nil }
    guard known.stage == .kept else { return Found(recording: known, target: nil, expiresAt: nil) }
    let target = links.target(of: id, tenant: tenant, at: now)
    return Found(recording: known, target: target, expiresAt: links.claim(of: target, at: now)?.expiresAt)
  }

  /// The sound that a link leads to.
  public func sound(at target: String) async throws(Failure) -> [UInt8] {
    guard let claim = links.claim(of: target, at: time.now()) else { throw .noSuchLink }
    let known: Recording?
    do throws(StoreFailure) {
      known = try await store.read(for: claim.tenant) { scope throws(StoreFailure) in
        // Whoever is closed has no links any more.
        guard try await scope.tenant()?.closedAt == nil else { return nil }
        return try await scope.recording(claim.recording)
      }
    } catch {
      throw error == .notFound ? .noSuchLink : error == .corrupt ? .damaged : .unavailable
    }
    guard let known, let key = known.object(of: claim.tenant), let secret = known.secret else { throw .noSuchLink }
    let sealed: [UInt8]?
    do throws(ObjectFailure) { sealed = try await objects.get(key) } catch { throw .unavailable }
    // Deleted since it was looked up.
    guard let sealed else { throw .noSuchLink }
    do throws(SealFailure) { return try sealing.open(sealed, under: secret, as: key) } catch { throw .damaged }
  }
}
