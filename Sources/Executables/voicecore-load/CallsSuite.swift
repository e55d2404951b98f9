import LoadTests

/// Load suites that are runs of concurrent calls with settings of their own.
enum CallsSuite: String, CaseIterable {
  /// Whatever is asked for.
  case calls
  /// A tenant's maximum of concurrent calls, and one more, which is refused (property 27).
  case tenant1000 = "tenant-1000"
  /// Many tenants at once, whose callers all come within two seconds: each hears their own call and nobody else's (property 1),
  /// whoever else rings.
  case tenantsPeak = "tenants-peak"
  /// What of a turn's delay is the server's own (property 5: at most 50 ms at the 99th percentile).
  case aiLatency = "ai-latency"

  /// Source: settled contradiction 3.
  static let tenantMaximum = 1000

  /// How many calls unless told.
  var defaultCalls: Int {
    switch self {
    case .calls: 100
    case .tenant1000: Self.tenantMaximum
    case .tenantsPeak: 200
    case .aiLatency: 50
    }
  }

  /// How callers behave unless told.
  var defaultMode: CallsPlan.Mode {
    switch self {
    case .calls, .tenantsPeak: .echo
    case .tenant1000, .aiLatency: .talk
    }
  }

  /// Over how many seconds calls are set up unless told.
  var defaultRamp: Double {
    switch self {
    case .calls, .aiLatency: 5
    case .tenant1000: 60
    case .tenantsPeak: 2
    }
  }

  /// How many tenants unless told.
  var defaultTenants: Int { self == .tenantsPeak ? 100 : 1 }

  /// Whether one call more than asked for must be refused.
  func refusesMore(than calls: Int) -> Bool { self == .tenant1000 && calls >= Self.tenantMaximum }
}
