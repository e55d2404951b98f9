package import VoiceCore

/// Whose rows a batch sees: row-level security shows one tenant's, or none of any tenant's.
package enum Scope: Sendable, Equatable {
  /// The rows of this tenant: `app.current_tenant` is set for the batch's transaction and no longer.
  case tenant(Tenant.ID)
  /// The tables without a tenant; of tenant tables no row at all.
  case platform

  /// What goes ahead of the batch's statements, in its transaction.
  var opening: [Statement] {
    switch self {
    case .tenant(let tenant):
      [Statement("SELECT set_config('app.current_tenant', $1, true)", [.text(tenant.description)])]
    case .platform: []
    }
  }
}
