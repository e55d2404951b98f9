import Generators
public import VoiceCore

/// The company whose phone the laws ring on a server of their own. Its numbers are from the range set aside for fiction.
public enum LawTenant {
  /// Who reads the calls. The password opens a database that lives as long as a run, on loopback.
  public static let account = RunningServer.Account(
    domain: "laws.example", email: "laws@laws.example", password: "server-laws-password")
  /// Its DID, E.164.
  public static let line = "+15550100210"
  /// Where its callers are handed over to, E.164.
  public static let customerService = "+15550100310"

  /// `account.password` as the server keeps passwords: scrypt at its lowest cost, so that nothing waits for it.
  private static let verifier = PasswordVerifier(
    text: "scrypt$16$1$1$dm9pY2Vjb3JlLWxhd3MtMQ==$wpyD0mH69XQd1uLbmH0lkip/jHboCLraiMqltTZLUec=")

  /// One person for each role of the plan of departments, with the same password.
  static var peopleAccounts: [RunningServer.Account] {
    DepartmentPlan.roles.indices.map {
      RunningServer.Account(domain: account.domain, email: "p\($0)@\(account.domain)", password: account.password)
    }
  }

  private static var people: [User] {
    zip(DepartmentPlan.roles, peopleAccounts).enumerated().map { number, person in
      guard let email = EmailAddress(person.1.email) else { preconditionFailure("a letter and a digit are a name") }
      return User(id: DepartmentPlan.person(number), email: email, name: "P", role: person.0, password: verifier)
    }
  }

  /// The tenant's identifier.
  public static let id: Tenant.ID = Identifier(0xA001)

  /// Everything that the tenant begins with.
  public static var plan: ProvisionTenant.Plan {
    guard let domain = TenantDomain(account.domain), let line = PhoneNumber(line),
      let service = PhoneNumber(customerService), let email = EmailAddress(account.email)
    else { preconditionFailure("the texts above are a domain, two numbers and an address") }
    return ProvisionTenant.Plan(
      tenant: Tenant(
        id: id, name: "The laws", domain: domain, settings: TenantSettings(customerService: service)),
      lines: [PhoneLine(number: line)],
      users: [User(id: Identifier(1), email: email, name: "The laws", role: .tenantAdmin, password: verifier)] + people)
  }
}
