/// An administrator chooses how the company's calls are served: all that is said together, or none of it.
public struct ChangeSettings: Sendable {
  /// What is chosen; the rest stays. What is in force already changes nothing.
  public struct Change: Sendable {
    /// When the company is open, and where calls go when no department says so.
    public var routing: Routing?
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
    /// From which scores on an action is taken although no rule asks for it. In force from the next call on.
    public var thresholds: SpamThresholds?

    /// A change of these.
    public init(
      routing: Routing? = nil, recording: RecordingSettings? = nil, outbound: OutboundRules? = nil,
      session: SessionCap? = nil, secrets: [SecretRule]? = nil, signs: TransferSigns? = nil,
      thresholds: SpamThresholds? = nil
    ) {
      self.routing = routing
      self.recording = recording
      self.outbound = outbound
      self.session = session
      self.secrets = secrets
      self.signs = signs
      self.thresholds = thresholds
    }

    fileprivate func apply(to settings: inout TenantSettings) {
      routing?.apply(to: &settings)
      if let recording { settings.recording = recording }
      if let outbound { settings.outbound = outbound }
      if let session { settings.session = session }
      if let secrets { settings.secrets = Array(secrets.prefix(SecretRule.maximumRules)) }
      if let signs { settings.signs = signs }
      if let thresholds { settings.spamThresholds = thresholds }
    }
  }

  private let store: any Store
  private let zones: any TimeZones
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, zones: any TimeZones, auditing: Auditing) {
    self.store = store
    self.zones = zones
    self.auditing = auditing
  }

  /// Takes the change, in one commit with one audit entry; what changes nothing is told to nobody.
  /// - Parameter isAsRead: whether the settings are still what whoever changes them has read; looked at in the same unit of work.
  /// - Returns: the tenant's settings as they are now.
  /// - Throws: `.refused` for a zone that nobody knows and for targets that aren't there, `.changedMeanwhile` for settings that
  ///   aren't as they were read.
  @discardableResult
  public func callAsFunction(
    to wanted: Change, by actor: AuditActor, in tenant: Tenant.ID,
    onlyIf isAsRead: @escaping @Sendable (TenantSettings) -> Bool = { _ in true }
  ) async throws(RoutingFailure) -> TenantSettings {
    try wanted.routing?.accept(in: zones)
    let draft = auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    return try await store.decide(for: tenant) { scope throws(StoreFailure) in
      var company = try await scope.openTenant()
      let before = company.settings
      guard isAsRead(before) else { return .refused(.changedMeanwhile) }
      wanted.apply(to: &company.settings)
      if wanted.routing != nil, let refused = try await scope.knownEnds().refusal(of: company.settings.routing) {
        return .refused(refused)
      }
      guard company.settings != before else { return .done(before) }
      try await scope.save(company)
      try await scope.append(draft)
      return .done(company.settings)
    }
  }
}
