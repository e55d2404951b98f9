/// A queue of the carrier's by its name.
package struct QueueName: Equatable, Sendable {
  /// The most characters of a name. Source: Twilio `<Enqueue>`.
  package static let maximumLength = 64

  let text: String

  /// A name that carries the tenant, since all tenants share the account.
  package init(_ text: String) throws(TwiMLError) {
    guard (1...Self.maximumLength).contains(text.unicodeScalars.count) else { throw .queueName }
    self.text = text
  }
}

/// Lets the caller wait in a queue.
package struct Enqueue: Equatable, Sendable {
  let name: QueueName
  let waitURL: String?
  let action: String?

  /// `waitURL` says what is heard meanwhile, `action` is asked when the waiting is over.
  package init(_ name: QueueName, waitURL: String? = nil, action: String? = nil) {
    self.name = name
    self.waitURL = waitURL
    self.action = action
  }

  var element: XMLElement { XMLElement("Enqueue", [("action", action), ("waitUrl", waitURL)], [.text(name.text)]) }
}
