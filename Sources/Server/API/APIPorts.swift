public import VoiceCore
internal import Web

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
  let closed: ClosedTenants
  let zones: any TimeZones
  let carrier: (any LegControl)?
  let desk: ScreeningDesk
  let recordings: RecordingDoors?
  let dialOut: DialOut?
  let admission: Admission
  let floor: FloorDoors?
  let webhooks: WebhookDoors?
  let exports: ExportDoors?
  let telemetry: CallTelemetry
  let gate: BearerGate?
  let hub: EventHub?

  /// These ports.
  /// - Parameters:
  ///   - audit: chains the audit log; the same for all nodes over one store.
  ///   - closed: what this node's eraser tells of closed tenants; without, the store is asked with each request.
  ///   - recordings: leads to calls' recordings; without, their routes aren't there.
  ///   - carrier: is told at once when somebody sends a call elsewhere; without, whoever carries out intentions does it.
  ///   - dialOut: rings whom the tenant's people call; without, there is no carrier.
  ///   - admission: whether this node takes another call.
  ///   - floor: leads to the operators of this node's calls; without, their routes aren't there.
  ///   - gate: how often each may ask; `nil` for as often as they like.
  ///   - webhooks: leads to the tenants' own servers; without, their routes aren't there.
  ///   - exports: leads to files that are asked for; without, their routes aren't there.
  ///   - telemetry: is told of calls that the tenant's people end.
  ///   - hub: has the readers of events; without, events aren't streamed.
  public init(
    store: any ErasableStore, time: any TimeSource, ids: IDSource, secrets: SecretTokens, keyed: KeyedDigest,
    passwords: any Passwords, tokens: any AccessTokens, desk: ScreeningDesk, audit: AuditDigest,
    notices: SecurityNotices = .none, erase: EraseTenant, zones: any TimeZones, closed: ClosedTenants? = nil,
    carrier: (any LegControl)? = nil, recordings: RecordingDoors? = nil, dialOut: DialOut? = nil,
    admission: Admission = .open, telemetry: CallTelemetry = .none, floor: FloorDoors? = nil,
    gate: BearerGate? = nil, hub: EventHub? = nil, webhooks: WebhookDoors? = nil, exports: ExportDoors? = nil
  ) {
    self.gate = gate
    self.webhooks = webhooks
    self.exports = exports
    self.telemetry = telemetry
    self.floor = floor
    self.hub = hub
    self.dialOut = dialOut
    self.admission = admission
    self.recordings = recordings
    self.carrier = carrier
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
    self.zones = zones
    self.closed = closed ?? ClosedTenants(time: time)
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
  /// Tells the audit log of acts, and by which request they came.
  func auditing(of request: Request) -> Auditing { auditing.about(RequestIdentity.id(of: request)) }

  func spamRules(for request: Request) -> ChangeSpamRules {
    ChangeSpamRules(store: store, ids: ids, auditing: auditing(of: request))
  }

  func allowList(for request: Request) -> ChangeAllowList {
    ChangeAllowList(store: store, ids: ids, auditing: auditing(of: request))
  }

  func changePassword(for request: Request) -> ChangePassword {
    ChangePassword(
      store: store, time: time, passwords: passwords, keyed: keyed, auditing: auditing(of: request))
  }

  var signOut: SignOut { SignOut(store: store, secrets: secrets) }
  var bearerCheck: BearerCheck {
    BearerCheck(
      tokens: tokens, keys: AuthenticateAPIKey(store: store, time: time, secrets: secrets), time: time)
  }
}
