public import VoiceCore

/// What leads to the tenants' own servers.
public struct WebhookDoors: Sendable {
  let sender: any WebhookSender
  let rule: WebhookRule
  let tell: @Sendable (Tenant.ID) -> Void

  /// Doors through this sender. `tell` hears of whom there is something to send.
  public init(sender: any WebhookSender, rule: WebhookRule, tell: @escaping @Sendable (Tenant.ID) -> Void) {
    self.sender = sender
    self.rule = rule
    self.tell = tell
  }
}
