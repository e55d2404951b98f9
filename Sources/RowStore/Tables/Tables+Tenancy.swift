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
}

extension RowCodec {
  func domain(_ domain: TenantDomain) -> Part { platform.domain(domain) }
}

extension PlatformCodec {
  func domain(_ domain: TenantDomain) -> Part { blind(domain.text, "tenants.domain") }
}
