internal import VoiceCore
internal import Web

/// A tenant as the API shows it. Of one that is closed nothing is left to show but what became of it.
struct TenantJSON: Encodable {
  enum State: String, CaseIterable { case active, closing, erased, damaged }

  private let id: Tenant.ID
  private let tenant: Tenant?
  private let closure: TenantClosure?
  /// In the answer to its making: the administrator's password, if one was made.
  private let password: String??

  init(_ tenant: Tenant, password: String?? = nil) {
    id = tenant.id
    self.tenant = tenant
    closure = nil
    self.password = password
  }

  init(_ closure: TenantClosure) {
    id = closure.tenant
    tenant = nil
    self.closure = closure
    password = nil
  }

  /// One whose row or keys can't be opened: nothing of it can be shown.
  init(damaged id: Tenant.ID) {
    self.id = id
    tenant = nil
    closure = nil
    password = nil
  }

  /// A page, by id, with those that can't be read among the others.
  static func list(_ page: ReadTenants.Page) -> [TenantJSON] {
    (page.tenants.map { TenantJSON($0) } + page.damaged.map { TenantJSON(damaged: $0) }).sorted { $0.id < $1.id }
  }

  private enum CodingKeys: String, CodingKey {
    case id, state, name, domain, language, greetings, erasure
    case customerService = "customer_service"
    case closedAt = "closed_at"
    case password = "admin_password"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let state: State =
      closure.map { $0.statement == nil ? .closing : .erased } ?? (tenant == nil ? .damaged : .active)
    try container.encode(id.description, forKey: .id)
    try container.encode(state.rawValue, forKey: .state)
    try container.encode(tenant?.name, forKey: .name)
    try container.encode(tenant?.domain.text, forKey: .domain)
    try container.encode(tenant?.settings.language.tag, forKey: .language)
    try container.encode(tenant?.settings.customerService.e164, forKey: .customerService)
    try container.encode(GreetingsJSON(tenant?.settings.greetings ?? Greetings()), forKey: .greetings)
    try container.encode(closure?.closedAt.description, forKey: .closedAt)
    try container.encode(closure?.statement.map(ErasureJSON.init), forKey: .erasure)
    if let password { try container.encode(password, forKey: .password) }
  }
}

/// What was erased, under the deployment's signature; bytes in hexadecimal.
struct ErasureJSON: Encodable {
  private let signed: SignedErasureStatement

  init(_ signed: SignedErasureStatement) { self.signed = signed }

  private enum CodingKeys: String, CodingKey {
    case counts, signature
    case at = "erased_at"
    case entries = "audit_entries"
    case hash = "audit_hash"
    case key = "public_key"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let statement = signed.statement
    try container.encode(statement.at.description, forKey: .at)
    try container.encode(statement.counts.map(ErasedCountJSON.init), forKey: .counts)
    try container.encode(statement.auditHead.position, forKey: .entries)
    try container.encode(statement.auditHead.hash.description, forKey: .hash)
    try container.encode(AuditHash(signed.signature.publicKey).description, forKey: .key)
    try container.encode(AuditHash(signed.signature.bytes).description, forKey: .signature)
  }
}

/// The body that makes a tenant.
struct NewTenantBody: Decodable {
  let name: String
  let domain: String
  let customerService: String
  let language: String?
  let numbers: [String]
  let adminEmail: String
  let adminName: String?
  let adminPassword: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(
      decoder,
      allowed: [
        "name", "domain", "customer_service", "language", "phone_numbers", "admin_email", "admin_name",
        "admin_password",
      ])
    name = try fields.text("name")
    domain = try fields.text("domain")
    customerService = try fields.text("customer_service")
    language = try fields.textIfThere("language")
    numbers = try fields.textsIfThere("phone_numbers") ?? []
    adminEmail = try fields.text("admin_email")
    adminName = try fields.textIfThere("admin_name")
    adminPassword = try fields.textIfThere("admin_password")
  }

  /// The most DIDs that a tenant begins with.
  static let maximumNumbers = 100

  /// What is asked for; of all requests with one key the tenant is one.
  func request(named seed: UInt128?) throws(APIFault) -> CreateTenant.Request {
    guard let domain = TenantDomain(domain) else { throw .field("domain", "A domain like company.example.") }
    guard let service = PhoneNumber(customerService) else { throw .field("customer_service", Self.number) }
    guard let email = EmailAddress(adminEmail) else { throw .field("admin_email", "An address like name@example.com.") }
    let language = try APIFault.language(language ?? Language.english.tag, in: "language")
    let lines = numbers.compactMap { PhoneNumber($0) }
    guard lines.count == numbers.count, numbers.count <= Self.maximumNumbers else {
      throw .field("phone_numbers", "At most \(Self.maximumNumbers) numbers. " + Self.number)
    }
    return CreateTenant.Request(
      id: seed.map { Identifier($0) }, name: name, domain: domain, language: language, customerService: service,
      lines: lines, administrator: email,
      administratorName: adminName ?? "Administrator", password: adminPassword)
  }

  private static let number = "An E.164 number like +14155550100."
}

/// The body that changes a tenant.
struct TenantChangeBody: Decodable {
  let name: String?
  let language: String?
  /// In place of all that there are; ours where there is none in the language in which calls begin.
  let greetings: GreetingsJSON?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["name", "language", "greetings"])
    name = try fields.textIfThere("name")
    language = try fields.textIfThere("language")
    greetings = try fields.valueIfThere("greetings", as: GreetingsJSON.self)
  }
}

extension APIFault {
  /// What each refusal to make or delete a tenant is over HTTP.
  init(_ failure: TenantFailure) {
    switch failure {
    case .badName: self = .field("name", "1 to \(Tenant.nameLength.upperBound) characters, no control characters.")
    case .badAdministratorName:
      self = .field("admin_name", "1 to \(MakeUser.nameLength.upperBound) characters, no control characters.")
    case .taken(.phoneNumber): self = .problem(Problem(.conflict, "Taken", field: "phone_numbers"))
    case .taken(let what): self = .problem(Problem(.conflict, "Taken", field: what.rawValue))
    case .password(let fault): self = APIFault(UserFailure.password(fault), passwordField: "admin_password")
    case .notFound: self = .notFound
    case .holdsPlatformAdministrators:
      self = .problem(
        Problem(.conflict, "Holds platform administrators", detail: "Remove the tenant's platform_admin users first."))
    case .unavailable: self = .unavailable
    case .damaged: self = .damaged
    }
  }
}
