internal import Logging
public import VoiceCore

/// Ringing somebody. Source: Twilio, "Call resource", which knows no idempotency key: what may have been done is looked up.
extension TwilioTelephony: Dialling {
  /// The most calls that a look-up reads.
  static let maximumLegs = 50

  /// See `Dialling`: the document that follows the answer, and the leg's every step, come to addresses that name the call.
  public func dial(_ order: DialOrder) async throws(TelephonyFailure) -> CarrierCallID {
    guard settings.hasAccount else { throw .notConfigured }
    var fields: [(String, String)] = [
      ("To", order.number.e164), ("From", order.line.e164),
      ("Url", settings.publicURL.http(WebhookPath.about(WebhookPath.outgoing, order.place))), ("Method", "POST"),
      ("StatusCallback", settings.publicURL.http(WebhookPath.about(WebhookPath.status, order.place))),
      ("StatusCallbackMethod", "POST"), ("Timeout", "\(DialOrder.ringTime.components.seconds)"),
      ("TimeLimit", "\(DialOrder.longest.components.seconds)"),
    ]
    fields += ["initiated", "ringing", "answered", "completed"].map { ("StatusCallbackEvent", $0) }
    let answer = try await request("/Calls.json", posting: FormEncoding.form(fields))
    switch answer.meaning {
    case .done:
      // It may ring; which leg it is, isn't known.
      guard let leg = answer.legs.first else { throw .unavailable }
      return leg.name
    case .alreadyOver: throw .refused(status: answer.status)
    case .failed(let failure):
      log.warning(
        "the carrier did not dial",
        metadata: ["status": "\(answer.status)", "code": "\(answer.code.map(String.init) ?? "none")"])
      throw failure
    }
  }

  /// See `Dialling`. The carrier filters by day only.
  public func legs(
    from line: PhoneNumber, to number: PhoneNumber, since moment: Timestamp
  ) async throws(TelephonyFailure) -> [CarrierCallID] {
    guard settings.hasAccount else { throw .notConfigured }
    let query = FormEncoding.form([
      ("To", number.e164), ("From", line.e164), ("StartTime>", String(moment.description.prefix(10))),
      ("PageSize", "\(Self.maximumLegs)"),
    ])
    let answer = try await request("/Calls.json?\(query)")
    switch answer.meaning {
    case .done: return answer.legs.filter { $0.createdAt.map { $0 >= moment } ?? true }.map(\.name)
    case .alreadyOver: throw .unavailable
    case .failed(let failure): throw failure
    }
  }
}
