internal import NIOCore
internal import Synchronization
internal import VoiceCore

/// The voice sessions of this node: found by the token with which they are resumed, counted by person.
package final class VoiceSessions: Sendable {
  /// A session, and where it lives.
  package struct Entry: Sendable {
    let identity: VoiceSession.Identity
    let digest: TokenDigest
    /// Whether it is a caller's; an operator's otherwise.
    let isCaller: Bool
    let session: NIOLoopBoundBox<(any VoiceParty)?>

    /// Touches the session where it lives; nothing happens when it is over.
    func onLoop(_ body: @escaping @Sendable ((any VoiceParty)?) -> Void) {
      session.eventLoop.execute { [session] in body(session.value) }
    }
  }

  private struct State {
    var entries: [TokenDigest: Entry] = [:]
    var held: UserSessions<TokenDigest>
  }

  private let state: Mutex<State>
  private let maximumOfUser: Int

  /// None yet.
  package init(_ limits: VoiceLimits) {
    maximumOfUser = limits.maximumSessionsOfUser
    state = Mutex(State(held: UserSessions(maximum: limits.maximumSessionsOfUser)))
  }

  /// How many there are.
  package var count: Int { state.withLock { $0.entries.count } }

  /// Whether this person may have another one.
  func hasRoom(for user: User.ID) -> Bool { state.withLock { $0.held.count(of: user) < maximumOfUser } }

  /// Takes a session in; `false` when the person has so many as they may.
  func add(_ entry: Entry) -> Bool {
    state.withLock { state in
      do throws(UserSessions<TokenDigest>.Refusal) {
        try state.held.begin(entry.digest, of: entry.identity.user)
      } catch {
        return false
      }
      state.entries[entry.digest] = entry
      return true
    }
  }

  /// The session that this token resumes.
  func entry(_ digest: TokenDigest) -> Entry? { state.withLock { $0.entries[digest] } }

  func remove(_ digest: TokenDigest) {
    state.withLock { state in
      guard let entry = state.entries.removeValue(forKey: digest) else { return }
      state.held.end(digest, of: entry.identity.user)
    }
  }
}
