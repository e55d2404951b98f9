public import VoiceCore

/// A small tenant for laws that need one.
public enum TestTenant {
  /// The tenant's DID; each tenant number has its own.
  public static func line(of number: Int) -> PhoneNumber { phone("+15550102\(100 + number)") }

  /// A tenant that has one line, one department and one entry.
  public static func plan(_ number: Int, thresholds: SpamThresholds = .standard) -> ProvisionTenant.Plan {
    guard let domain = TenantDomain("tenant-\(number).example") else { preconditionFailure("the domain is one") }
    return ProvisionTenant.Plan(
      tenant: Tenant(
        id: Identifier(UInt128(0xA000 + number)), name: "Tenant \(number)", domain: domain,
        settings: TenantSettings(customerService: phone("+15550103\(100 + number)"), spamThresholds: thresholds)),
      lines: [PhoneLine(number: line(of: number))],
      departments: [Department(id: Identifier(1), name: "sales", number: phone("+15550104\(100 + number)"))],
      knowledge: [KnowledgeEntry(id: Identifier(1), question: "hours", answer: "always")],
      // So much that no law comes to its limit by chance.
      billing: BillingAccount(plan: .enterprise, atLimit: .overage))
  }

  /// Whether this number rings at the tenant's people: customer service or a department.
  public static func answers(_ number: PhoneNumber, of tenant: Int) -> Bool {
    let plan = plan(tenant)
    return number == plan.tenant.settings.customerService || plan.departments.contains { $0.number == number }
  }

  /// A call that rings at this tenant.
  public static func call(_ number: Int, of tenant: Int, at moment: Timestamp) -> Call {
    guard let carrierID = CarrierCallID("CA\(number)") else { preconditionFailure("the name is one") }
    return Call(
      id: Identifier(UInt128(0xC000 + number)), carrierID: carrierID, direction: .inbound,
      caller: .number(phone("+15550105\(100 + number)")), dialled: line(of: tenant), startedAt: moment,
      language: .english)
  }

  private static func phone(_ text: String) -> PhoneNumber {
    guard let number = PhoneNumber(text) else { preconditionFailure("\(text) is a number") }
    return number
  }
}
