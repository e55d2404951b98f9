extension ChangeSettings {
  /// When the company is open, and where calls go when no department says so: what is to be different; what isn't said stays.
  public struct Routing: Sendable {
    private let hours: OpeningHours?
    private let customerService: RoutingTarget??
    private let afterHours: RoutingTarget?
    private let whenAgentUnavailable: RoutingTarget??

    /// Changes; what can be cleared holds `nil` for that.
    public init(
      hours: OpeningHours? = nil, customerService: RoutingTarget?? = nil, afterHours: RoutingTarget? = nil,
      whenAgentUnavailable: RoutingTarget?? = nil
    ) {
      self.hours = hours
      self.customerService = customerService
      self.afterHours = afterHours
      self.whenAgentUnavailable = whenAgentUnavailable
    }

    /// - Throws: `.refused` for a zone that nobody knows.
    func accept(in zones: any TimeZones) throws(RoutingFailure) {
      guard let hours else { return }
      do throws(RefusedSetting) { try zones.accept(hours) } catch {
        throw .refused(RefusedSetting("opening_hours/\(error.field)", error.reason))
      }
    }

    func apply(to settings: inout TenantSettings) {
      if let hours { settings.openingHours = hours }
      if let customerService { settings.routing.customerService = customerService }
      if let afterHours { settings.routing.afterHours = afterHours }
      if let whenAgentUnavailable { settings.routing.whenAgentUnavailable = whenAgentUnavailable }
    }
  }
}

extension KnownEnds {
  /// The first of a company's targets that isn't there; `nil` when all are.
  func refusal(of routing: RoutingSettings) -> RefusedSetting? {
    do throws(RefusedSetting) {
      try accept(routing.customerService, as: "customer_service")
      try accept(routing.afterHours, as: "after_hours")
      try accept(routing.whenAgentUnavailable, as: "when_agent_unavailable")
      return nil
    } catch {
      return error
    }
  }
}
