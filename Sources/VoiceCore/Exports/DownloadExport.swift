/// Reads the file of an export part by part, for whoever brings a good link (property 45).
public struct DownloadExport: Sendable {
  /// Why there is no file.
  public typealias Failure = HearRecording.Failure

  /// A file that a link leads to.
  public struct File: Sendable {
    public let export: Export
    public let manifest: Export.Manifest
    let tenant: Tenant.ID

    /// What it is called where it is kept: `calls-….csv`.
    public var name: String { "\(export.order.resource.rawValue)-\(export.id).\(export.order.format.rawValue)" }
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

  /// The file that a link leads to.
  public func file(at target: String) async throws(Failure) -> File {
    let now = time.now()
    guard let claim = links.claim(of: target, at: now), case .export(let id) = claim.subject else { throw .noSuchLink }
    let known: Export?
    do throws(StoreFailure) {
      known = try await store.read(for: claim.tenant) { scope throws(StoreFailure) in
        // Whoever is closed has no links any more.
        guard try await scope.tenant()?.closedAt == nil else { return nil }
        return try await scope.exportShelf()[id]
      }
    } catch {
      throw error == .notFound ? .noSuchLink : error == .corrupt ? .damaged : .unavailable
    }
    guard let known, let manifest = known.manifest(at: now) else { throw .noSuchLink }
    return File(export: known, manifest: manifest, tenant: claim.tenant)
  }

  /// What a file holds from an offset on: to the end of the part that the offset is in; empty at the file's end.
  public func bytes(of file: File, from offset: Int) async throws(Failure) -> [UInt8] {
    guard (0..<file.manifest.size).contains(offset) else { return [] }
    let part = offset / file.manifest.partBytes
    guard let key = file.export.object(of: file.tenant, attempt: file.manifest.attempt, part: part) else {
      throw .damaged
    }
    let sealed: [UInt8]?
    do throws(ObjectFailure) { sealed = try await objects.get(key) } catch { throw .unavailable }
    // Deleted since it was looked up.
    guard let sealed else { throw .noSuchLink }
    do throws(SealFailure) {
      let plain = try sealing.open(sealed, under: file.manifest.secret, as: key)
      let begin = part * file.manifest.partBytes
      guard plain.count == min(file.manifest.partBytes, file.manifest.size - begin) else { throw .tampered }
      return offset == begin ? plain : Array(plain[(offset - begin)...])
    } catch {
      throw .damaged
    }
  }
}
