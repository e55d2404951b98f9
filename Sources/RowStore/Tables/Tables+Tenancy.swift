import VoiceCore

extension Tables {
  /// One row: the tenant itself.
  static let tenants = Table<Tenant>(
    TableSchema(
      "tenants", key: [], columns: [.init("domain", .bytes)],
      indexes: [.init("tenants_by_domain", on: ["domain"], unique: .inDeployment(.domain))]),
    key: { _, _ in [] }, columns: { [$1.domain($0.domain)] })

  /// One row: what is booked and left.
  static let billingAccounts = Table<BillingAccount>(
    TableSchema("billing_accounts", key: []), key: { _, _ in [] })

  /// The journal of credits. Rows are added and never changed.
  static let creditEntries = Table<CreditEntry>(
    TableSchema("credit_entries", key: [.init("number", .integer)]),
    key: { entry, _ in [.integer(Int64(entry.number))] })
}

extension RowCodec {
  func domain(_ domain: TenantDomain) -> Part { platform.domain(domain) }
}

extension PlatformCodec {
  func domain(_ domain: TenantDomain) -> Part { blind(domain.text, "tenants.domain") }
}
