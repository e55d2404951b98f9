public import VoiceCore

/// What the use cases behind the API need.
public struct APIPorts: Sendable {
  let store: any Store
  let time: any TimeSource
  let ids: IDSource
  let secrets: SecretTokens
  let keyed: KeyedDigest
  let passwords: any Passwords
  let tokens: any AccessTokens
  let notices: SecurityNotices
  let desk: ScreeningDesk

  /// These ports.
  public init(
    store: any Store, time: any TimeSource, ids: IDSource, secrets: SecretTokens, keyed: KeyedDigest,
    passwords: any Passwords, tokens: any AccessTokens, desk: ScreeningDesk,
    notices: SecurityNotices = .none
  ) {
    self.store = store
    self.time = time
    self.ids = ids
    self.secrets = secrets
    self.keyed = keyed
    self.passwords = passwords
    self.tokens = tokens
    self.notices = notices
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
  var signOut: SignOut { SignOut(store: store, secrets: secrets) }
  var bearerCheck: BearerCheck {
    BearerCheck(
      tokens: tokens, keys: AuthenticateAPIKey(store: store, time: time, secrets: secrets), time: time)
  }
}
