import Generators
public import VoiceCore

/// The companies whose phones a load run rings.
public enum LoadTenant {
  /// The tenants that a server of the run's own begins with.
  public static func plans(_ count: Int) -> [ProvisionTenant.Plan] { (1...count).map { TestTenant.plan($0) } }

  /// Their DIDs, E.164.
  public static func lines(_ count: Int) -> [String] { (1...count).map { TestTenant.line(of: $0).e164 } }
}
