import Generators
import VoiceCore

/// The company that the scripts call, and another one in the same store, of which nobody may hear.
enum ConversationCompany {
  static let entries = [
    entry(1, "our opening hours", "We are open from nine to five, Monday to Friday.", priority: 3),
    entry(2, "our address", "You find us in Market Street 12.", priority: 2),
    entry(3, "prices", "An hour of a plumber is 80 dollars.", priority: 1),
    // Not told to anybody: it isn't active.
    KnowledgeEntry(
      id: Identifier(4), question: "the discount code", answer: "The discount code is PIPE20.", isActive: false),
  ]

  static let departments = [
    Department(id: Identifier(1), name: "sales", number: number(1)),
    Department(id: Identifier(2), name: "support", number: number(2)),
  ]

  static let plan = ProvisionTenant.Plan(
    tenant: tenant(0xC0, "Acme Plumbing", "acme-plumbing.example", customerService: 3),
    lines: [PhoneLine(number: number(4))], departments: departments, knowledge: entries)

  static let other = ProvisionTenant.Plan(
    tenant: tenant(0xC1, "Rival Pipes", "rival-pipes.example", customerService: 5),
    lines: [PhoneLine(number: number(6))], departments: [],
    knowledge: [entry(1, "our opening hours", "Rival Pipes opens at six in the morning.", priority: 9)])

  /// What no caller may ever hear.
  static let unspeakable =
    other.knowledge.map(\.answer) + [other.tenant.name] + entries.filter { !$0.isActive }.map(\.answer)
    + ["PIPE20", "system prompt", "instructions"]

  /// A call to the company.
  static func call(at moment: Timestamp) -> Call {
    guard let name = CarrierCallID("CA-script") else { preconditionFailure("the name is one") }
    return Call(
      id: Identifier(1), carrierID: name, direction: .inbound, caller: .number(number(9)), dialled: number(4),
      startedAt: moment, language: plan.tenant.settings.language)
  }

  private static func entry(_ id: UInt128, _ question: String, _ answer: String, priority: Int) -> KnowledgeEntry {
    KnowledgeEntry(id: Identifier(id), question: question, answer: answer, priority: priority)
  }

  private static func tenant(_ id: UInt128, _ name: String, _ domain: String, customerService: Int) -> Tenant {
    guard let domain = TenantDomain(domain) else { preconditionFailure("the domain is one") }
    return Tenant(
      id: Identifier(id), name: name, domain: domain,
      settings: TenantSettings(customerService: number(customerService)))
  }

  private static func number(_ last: Int) -> PhoneNumber {
    guard let number = PhoneNumber("+1555019\(1000 + last)") else { preconditionFailure("the number is one") }
    return number
  }
}
