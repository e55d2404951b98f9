/// What came back for a webhook.
package struct WebhookAnswer: Equatable, Sendable {
  package enum Result: Equatable, Sendable {
    case replied(status: Int, contentType: String?, body: [UInt8])
    /// No whole answer.
    case failed(TwiMLRefusal)
  }

  package let result: Result
  /// When the request was sent, in the call's time.
  package let sentAt: Duration
  /// Until the whole answer was there, in real time.
  package let took: Duration

  package init(_ result: Result, sentAt: Duration = .zero, took: Duration = .zero) {
    self.result = result
    self.sentAt = sentAt
    self.took = took
  }

  package var status: Int? { if case .replied(let status, _, _) = result { status } else { nil } }

  /// The document in it.
  func document() throws(TwiMLRefusal) -> TwiMLDocument {
    switch result {
    case .failed(let refusal): throw refusal
    case .replied(let status, let contentType, let body):
      guard (200..<300).contains(status) else { throw .retrieval("the server answered with status \(status)") }
      let type = contentType?.prefix { $0 != ";" }.lowercased().trimmed ?? "none"
      guard type == "text/xml" || type == "application/xml" else {
        throw .contentType("the content type is \(type), not text/xml")
      }
      return try TwiMLDocument(parsing: body)
    }
  }
}
