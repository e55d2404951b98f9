internal import Foundation
public import VoiceCore

/// What a webhook says, as JSON: an event as `/v1/calls/{id}/events` shows it, and its call.
public enum WebhookBody {
  /// The bytes that are signed and sent; for the same message the same at each attempt.
  public static func bytes(of content: WebhookMessage.Content) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data =
      switch content {
      case .event(let recorded): try? encoder.encode(EventJSON(event: CallEventJSON(recorded), call: recorded.call))
      case .verification(let moment): try? encoder.encode(VerificationJSON(at: moment.description))
      }
    return data.map(Array.init) ?? []
  }

  private struct EventJSON: Encodable {
    let event: CallEventJSON?
    let call: Call.ID

    func encode(to encoder: any Encoder) throws {
      try event?.encode(to: encoder)
      var container = encoder.container(keyedBy: StrictFields.Name.self)
      try container.encode(call.description, forKey: StrictFields.Name(stringValue: "call_id"))
    }
  }

  private struct VerificationJSON: Encodable {
    let type = "webhook_endpoint.verification"
    let at: String
    let data: [String: String] = [:]
  }
}
