extension Store {
  /// Changes a tenant's settings and tells its audit log; what changes nothing is told to nobody.
  /// - Returns: the tenant's settings as they are now.
  func change(
    settingsOf tenant: Tenant.ID, telling draft: AuditDraft, _ change: @Sendable (inout TenantSettings) -> Void
  ) async throws(StoreFailure) -> TenantSettings {
    try await transaction(for: tenant) { scope throws(StoreFailure) in
      var company = try await scope.openTenant()
      let before = company.settings
      change(&company.settings)
      guard company.settings != before else { return before }
      try await scope.save(company)
      try await scope.append(draft)
      return company.settings
    }
  }
}
