public import Simulators

/// A server that listens, with a simulated carrier and a simulated realtime AI around it. It may be another process:
/// nothing is known of it but where it is and how to sign in.
public struct RunningServer: Sendable {
  /// Someone who may read the tenant's calls.
  public struct Account: Sendable {
    public let domain: String
    public let email: String
    public let password: String

    /// A person of this tenant's domain.
    public init(domain: String, email: String, password: String) {
      self.domain = domain
      self.email = email
      self.password = password
    }
  }

  /// Without a slash at the end.
  public let baseURL: String
  /// The DID that callers dial, E.164.
  public let line: String
  /// The tenant's customer service, E.164: somebody who answers.
  public let person: String
  public let account: Account
  /// Points at the server.
  public let carrier: CarrierSimulator
  /// Behaves as the desk says.
  public let ai: RealtimeAISimulator
  public let desk: SessionDesk

  /// A server with these around it.
  public init(
    baseURL: String, line: String, person: String = LawTenant.customerService, account: Account,
    carrier: CarrierSimulator, ai: RealtimeAISimulator,
    desk: SessionDesk
  ) {
    self.baseURL = baseURL
    self.line = line
    self.person = person
    self.account = account
    self.carrier = carrier
    self.ai = ai
    self.desk = desk
  }
}
