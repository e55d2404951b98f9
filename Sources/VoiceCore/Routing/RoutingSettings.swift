/// Where a company's calls go when no department says so. Its hours are in `TenantSettings`.
public struct RoutingSettings: Equatable, Sendable, Codable {
  /// Where callers go when no rule says so; the number of customer service when `nil`.
  public var customerService: RoutingTarget?
  /// Where calls go while the company is closed.
  public var afterHours: RoutingTarget
  /// Where a caller goes whose agent can't take the call; the agent's first department when `nil`.
  public var whenAgentUnavailable: RoutingTarget?

  /// Settings; by default customer service is a number, and the receptionist answers after hours, too.
  public init(
    customerService: RoutingTarget? = nil, afterHours: RoutingTarget = .receptionist,
    whenAgentUnavailable: RoutingTarget? = nil
  ) {
    self.customerService = customerService
    self.afterHours = afterHours
    self.whenAgentUnavailable = whenAgentUnavailable
  }

  /// With what every tenant begins.
  public static let standard = RoutingSettings()
}
