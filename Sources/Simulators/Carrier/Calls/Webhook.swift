/// A request that the carrier is about to make.
package struct Webhook: Equatable, Sendable {
  package let purpose: WebhookExchange.Purpose
  package let url: String
  package let method: WebhookMethod
  package var fields: [FormField]

  package init(_ purpose: WebhookExchange.Purpose, _ target: TwiMLTarget, _ fields: [FormField]) {
    self.purpose = purpose
    url = target.url
    method = target.method
    self.fields = fields
  }
}
