/// A caller dials an extension while the receptionist talks: the call goes to whom it reaches, with no word of the
/// receptionist's in between (property 9).
public struct DialExtension: Sendable {
  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// The tenant's extensions, which say when digits are complete.
  public func directory(of tenant: Tenant.ID) async throws(StoreFailure) -> ExtensionDirectory {
    let entries = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.extensions() }
    do throws(RefusedSetting) {
      return try ExtensionDirectory(entries.map { ($0.number, $0.owner) })
    } catch {
      // More than input lets anybody have, or one twice.
      throw .corrupt
    }
  }

  /// Hands the call over to whom the extension reaches now, and keeps what was said up to it in the same commit. The carrier
  /// brings it about when it asks what is next.
  /// - Returns: Whether it goes there; `false` when nobody has the extension any more, or the call goes elsewhere already.
  public func callAsFunction(
    _ number: Extension, noting notes: [DialogueNote] = [], in place: CallPlace
  ) async throws(StoreFailure) -> Bool {
    let now = time.now()
    return try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { throw .notFound }
      guard let owner = try await scope.owner(of: number) else { return false }
      let decision = call.decide(dialled: number, of: owner)
      guard decision != .nothing else { return false }
      try await scope.keep(notes, of: call, deciding: decision, at: now)
      return true
    }
  }
}
