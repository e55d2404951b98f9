/// An administrator chooses what needs nothing else of the company's: all that is said together, or none of it.
public struct ChangeSettings: Sendable {
  /// What is chosen; the rest stays. What is in force already changes nothing.
  public struct Change: Sendable {
    /// Calls that run go by the old rule until they are handed over.
    public var recording: RecordingSettings?
    /// For calls that are placed from now on.
    public var outbound: OutboundRules?
    /// For sessions that begin, or go on after a cut, from now on.
    public var session: SessionCap?
    /// For what is said from now on; what was kept before stays as it is. Of more than `SecretRule.maximumRules` the first count.
    public var secrets: [SecretRule]?
    /// For calls whose streams begin from now on.
    public var signs: TransferSigns?

    /// A change of these.
    public init(
      recording: RecordingSettings? = nil, outbound: OutboundRules? = nil, session: SessionCap? = nil,
      secrets: [SecretRule]? = nil, signs: TransferSigns? = nil
    ) {
      self.recording = recording
      self.outbound = outbound
      self.session = session
      self.secrets = secrets
      self.signs = signs
    }

    /// Nothing is chosen.
    public var isEmpty: Bool {
      recording == nil && outbound == nil && session == nil && secrets == nil && signs == nil
    }

    fileprivate func apply(to settings: inout TenantSettings) {
      if let recording { settings.recording = recording }
      if let outbound { settings.outbound = outbound }
      if let session { settings.session = session }
      if let secrets { settings.secrets = Array(secrets.prefix(SecretRule.maximumRules)) }
      if let signs { settings.signs = signs }
    }
  }

  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Takes the change, in one commit with one audit entry.
  /// - Returns: the tenant's settings as they are now.
  @discardableResult
  public func callAsFunction(
    to wanted: Change, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> TenantSettings {
    try await store.change(
      settingsOf: tenant, telling: auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    ) { wanted.apply(to: &$0) }
  }
}
