internal import NIOCore
internal import Synchronization
internal import VoiceCore

/// The voice sessions of this node: found by the token with which they are resumed, counted by person.
package final class VoiceSessions: Sendable {
  /// A session, and where it lives.
  package struct Entry: Sendable {
    let identity: VoiceSession.Identity
    let digest: TokenDigest
    let session: NIOLoopBoundBox<VoiceSession?>

    /// Touches the session where it lives; nothing happens when it is over.
    func onLoop(_ body: @escaping @Sendable (VoiceSession?) -> Void) {
      session.eventLoop.execute { [session] in body(session.value) }
    }
  }

  private let entries = Mutex<[TokenDigest: Entry]>([:])
  private let maximumOfUser: Int

  /// None yet.
  package init(_ limits: VoiceLimits) { maximumOfUser = limits.maximumSessionsOfUser }

  /// How many there are.
  package var count: Int { entries.withLock { $0.count } }

  /// Whether this person may have another one.
  func hasRoom(for user: User.ID, of tenant: Tenant.ID) -> Bool {
    entries.withLock { hasRoom(for: user, of: tenant, among: $0) }
  }

  /// Takes a session in; `false` when the person has so many as they may.
  func add(_ entry: Entry) -> Bool {
    entries.withLock { entries in
      guard hasRoom(for: entry.identity.user, of: entry.identity.place.tenant, among: entries) else { return false }
      entries[entry.digest] = entry
      return true
    }
  }

  /// The session that this token resumes.
  func entry(_ digest: TokenDigest) -> Entry? { entries.withLock { $0[digest] } }

  func remove(_ digest: TokenDigest) { entries.withLock { $0[digest] = nil } }

  private func hasRoom(for user: User.ID, of tenant: Tenant.ID, among entries: [TokenDigest: Entry]) -> Bool {
    entries.values.count { $0.identity.user == user && $0.identity.place.tenant == tenant } < maximumOfUser
  }
}
