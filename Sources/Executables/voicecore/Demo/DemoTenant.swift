public import VoiceCore

/// The company that the demo answers for. Its numbers are from the range set aside for fiction (555-0100 to 555-0199).
public enum DemoTenant {
  public static let domain = "demo.example"
  public static let administrator = "admin@demo.example"
  public static let name = "Acme Dental"
  public static let line = "+15550100200"
  public static let customerService = "+15550100300"
  public static let blockedCaller = "+15550100666"
  public static let openingHours = "We are open Monday to Friday, from 9 in the morning to 5 in the afternoon."

  /// Everything that the tenant begins with; ids come from the source, so a second deployment has others.
  public static func plan(ids: IDSource, password: PasswordVerifier) -> ProvisionTenant.Plan? {
    guard let domain = TenantDomain(domain), let line = PhoneNumber(line), let service = PhoneNumber(customerService),
      let blocked = PhoneNumber(blockedCaller), let sales = PhoneNumber("+15550100301"),
      let email = EmailAddress(administrator)
    else { return nil }
    return ProvisionTenant.Plan(
      tenant: Tenant(id: ids(), name: name, domain: domain, settings: TenantSettings(customerService: service)),
      lines: [PhoneLine(number: line)],
      departments: [Department(id: ids(), name: "the billing department", number: sales)],
      knowledge: [
        KnowledgeEntry(id: ids(), question: "our opening hours", answer: openingHours, priority: 20),
        KnowledgeEntry(
          id: ids(), question: "our address", answer: "You find us at 12 Main Street, next to the library.",
          priority: 10),
      ],
      spamRules: [SpamRule(id: ids(), sign: .number(blocked), action: .block, weight: 100)],
      users: [User(id: ids(), email: email, name: "Demo Administrator", role: .tenantAdmin, password: password)])
  }
}
