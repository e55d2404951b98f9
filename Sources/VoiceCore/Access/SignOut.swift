/// A client signs out: the session of its refresh token ends, whichever of the session's tokens it shows. Twice is as
/// good as once, and what is no token ends nothing.
///
/// The access token that is out lives on for its few minutes: checking one needs no store.
public struct SignOut: Sendable {
  private let store: any Store
  private let secrets: SecretTokens

  /// A use case on these ports.
  public init(store: any Store, secrets: SecretTokens) {
    self.store = store
    self.secrets = secrets
  }

  /// Ends the session of this token.
  /// - Throws: `.unavailable` when it can't be ended now.
  public func callAsFunction(_ text: String) async throws(SessionFailure) {
    guard let shown = RefreshToken(text) else { return }
    let family = secrets.digest(shown.family)
    do throws(StoreFailure) {
      guard let tenant = try await store.platform.tenant(ofSession: family) else { return }
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        if let session = try await scope.session(family) { try await scope.remove(session) }
      }
    } catch {
      throw SessionFailure(error)
    }
  }
}
