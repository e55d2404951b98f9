/// A company becomes a tenant with all that it needs to begin: draws what is to be drawn, makes the administrator, and lets
/// `ProvisionTenant` write it in one commit (property 2).
public struct CreateTenant: Sendable {
  /// What is asked for.
  public struct Request: Sendable {
    /// The tenant's id where whoever asks has drawn it, so that asking again makes no second one.
    public let id: Tenant.ID?
    public let name: String
    public let domain: TenantDomain
    public let language: Language
    /// Where callers go when no department is named.
    public let customerService: PhoneNumber
    /// The DIDs to begin with.
    public let lines: [PhoneNumber]
    public let administrator: EmailAddress
    public let administratorName: String
    /// `nil`: one is made, and told once.
    public let password: String?

    /// A request of these parts.
    public init(
      id: Tenant.ID? = nil, name: String, domain: TenantDomain, language: Language = .english,
      customerService: PhoneNumber, lines: [PhoneNumber] = [], administrator: EmailAddress, administratorName: String,
      password: String? = nil
    ) {
      self.id = id
      self.name = name
      self.domain = domain
      self.language = language
      self.customerService = customerService
      self.lines = lines
      self.administrator = administrator
      self.administratorName = administratorName
      self.password = password
    }
  }

  /// A tenant and, this once, the password that was made for its administrator.
  public struct Created: Sendable {
    public let tenant: Tenant
    /// The administrator's, when it was made here. `nil` also when the tenant was there already.
    public let password: String?
    /// Whether it came to be now.
    public let isNew: Bool
  }

  private let store: any ErasableStore
  private let auditing: Auditing
  private let ids: IDSource
  private let secrets: SecretTokens
  private let passwords: any Passwords

  /// A use case on these ports.
  public init(
    store: any ErasableStore, auditing: Auditing, ids: IDSource, secrets: SecretTokens, passwords: any Passwords
  ) {
    self.store = store
    self.auditing = auditing
    self.ids = ids
    self.secrets = secrets
    self.passwords = passwords
  }

  /// Makes the tenant, whole or not at all: after a refusal nothing of it is there, not even a key. After `.unavailable` a
  /// key may be there, and where the outcome of the commit is unknown, the tenant: asking again by the same id tells.
  public func callAsFunction(
    _ request: Request, by actor: AuditActor
  ) async throws(TenantFailure) -> Created {
    // The deployment's own, under which its keys and its log are kept.
    guard request.id != .platform, request.id != Tenant.nobody else { throw .notFound }
    guard Tenant.isName(request.name) else { throw .badName }
    guard NameRule.accepts(request.administratorName, of: MakeUser.nameLength) else { throw .badAdministratorName }
    let tenant = Beginnings.tenant(request, id: request.id ?? ids())
    let password = request.password ?? secrets.make()
    if request.password != nil,
      let fault = PasswordRule.fault(in: password, of: request.administrator, at: tenant)
    {
      throw .password(fault)
    }
    let verifier: PasswordVerifier
    do throws(PasswordFailure) { verifier = try await passwords.verifier(for: password) } catch {
      throw error == .tooLong ? TenantFailure.password(.tooLong) : .unavailable
    }
    let entry = auditing(.provisionTenant, by: actor, on: AuditReference(.tenant, tenant.id))
    let plan = Beginnings.plan(
      request, tenant, Beginnings.Drawn(ids: ids, token: secrets.make()), verifier, entry)
    switch await provision(plan) {
    case .success(.provisioned):
      await tellDeployment(entry)
      return Created(tenant: tenant, password: request.password == nil ? password : nil, isNew: true)
    case .success(.alreadyThere(let known)):
      guard known.domain == tenant.domain else { throw .taken(.domain) }
      return Created(tenant: known, password: nil, isNew: false)
    case .failure(let failure):
      await withdraw(tenant.id, after: failure)
      throw TenantFailure(failure)
    }
  }

  /// The key was made before the commit that came to nothing. If it can't be taken out either, it opens nothing, and the
  /// same id finds it again. A commit of which we don't know may still take place, sealed under that key.
  private func withdraw(_ tenant: Tenant.ID, after failure: StoreFailure) async {
    switch failure {
    case .taken: try? await store.erasure.withdrawKeys(of: tenant)
    case .notFound, .conflict, .unavailable, .scopeEnded, .corrupt: break
    }
  }

  /// How often the deployment's log is told of a tenant that came to be; the tenant's own log says it too.
  private static let maximumTellings = 3

  private func tellDeployment(_ entry: AuditDraft) async {
    for _ in 1...Self.maximumTellings where await TellDeployment(store: store).succeeds(entry) { return }
  }

  private func provision(_ plan: ProvisionTenant.Plan) async -> Result<ProvisionTenant.Outcome, StoreFailure> {
    do throws(StoreFailure) { return .success(try await ProvisionTenant(store: store)(plan)) } catch {
      return .failure(error)
    }
  }
}

/// Why no tenant was made or deleted.
public enum TenantFailure: Error, Equatable, Sendable {
  /// A name of no or too many characters, or with control characters.
  case badName
  /// The administrator's name is empty, too long or has control characters.
  case badAdministratorName
  /// Another tenant has the domain or a number.
  case taken(StoreFailure.Unique)
  /// The administrator's password isn't good enough.
  case password(PasswordRule.Fault)
  /// There is no such tenant (any more).
  case notFound
  /// Platform administrators sign in there: they must go first.
  case holdsPlatformAdministrators
  /// Not now: trying again is safe and may help.
  case unavailable
  /// What is kept can't be read: trying again doesn't help, an operator must look.
  case damaged

  init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .notFound
    case .taken(let what): self = .taken(what)
    case .conflict, .unavailable: self = .unavailable
    case .scopeEnded, .corrupt: self = .damaged
    }
  }
}
