import Generators
public import VoiceCore

/// The company whose phone a load run rings.
public enum LoadTenant {
  /// The tenant that a server of the run's own begins with.
  public static var plan: ProvisionTenant.Plan { TestTenant.plan(1) }

  /// Its DID, E.164.
  public static var line: String { TestTenant.line(of: 1).e164 }
}
