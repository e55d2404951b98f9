public import VoiceCore

/// What leads to files that the tenants' people ask for.
public struct ExportDoors: Sendable {
  let read: ReadExports
  let download: DownloadExport
  let tell: @Sendable (Tenant.ID) -> Void
  /// What stands before a link's path, without a slash at the end.
  let publicURL: String

  /// These doors. `links` by a key that all nodes share; `tell` hears of whom there is something to write.
  public init(
    store: any Store, objects: any ObjectStore, sealing: any ObjectSealing, links: DownloadLinks,
    time: any TimeSource, publicURL: String, tell: @escaping @Sendable (Tenant.ID) -> Void
  ) {
    read = ReadExports(store: store, links: links, time: time)
    download = DownloadExport(store: store, objects: objects, sealing: sealing, links: links, time: time)
    self.publicURL = publicURL
    self.tell = tell
  }
}
