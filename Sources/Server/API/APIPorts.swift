public import VoiceCore

/// What the use cases behind the API need.
public struct APIPorts: Sendable {
  let store: any ErasableStore
  let time: any TimeSource
  let ids: IDSource
  let secrets: SecretTokens
  let keyed: KeyedDigest
  let passwords: any Passwords
  let tokens: any AccessTokens
  let notices: SecurityNotices
  let auditing: Auditing
  let erase: EraseTenant
  let desk: ScreeningDesk

  /// These ports.
  /// - Parameter audit: chains the audit log; the same for all nodes over one store.
  public init(
    store: any ErasableStore, time: any TimeSource, ids: IDSource, secrets: SecretTokens, keyed: KeyedDigest,
    passwords: any Passwords, tokens: any AccessTokens, desk: ScreeningDesk, audit: AuditDigest,
    notices: SecurityNotices = .none, erase: EraseTenant
  ) {
    self.store = store
    self.time = time
    self.ids = ids
    self.secrets = secrets
    self.keyed = keyed
    self.passwords = passwords
    self.tokens = tokens
    self.notices = notices
    auditing = Auditing(time: time, ids: ids, digest: audit)
    self.erase = erase
    self.desk = desk
  }

  var signIn: SignIn {
    SignIn(
      store: store, time: time, ids: ids, secrets: secrets, keyed: keyed, passwords: passwords, tokens: tokens,
      notices: notices)
  }
  var refresh: RefreshSession {
    RefreshSession(
      store: store, time: time, ids: ids, secrets: secrets, keyed: keyed, tokens: tokens, notices: notices)
  }
  var createTenant: CreateTenant {
    CreateTenant(store: store, auditing: auditing, ids: ids, secrets: secrets, passwords: passwords)
  }
  var signOut: SignOut { SignOut(store: store, secrets: secrets) }
  var bearerCheck: BearerCheck {
    BearerCheck(
      tokens: tokens, keys: AuthenticateAPIKey(store: store, time: time, secrets: secrets), time: time)
  }
}
