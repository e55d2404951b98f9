package import VoiceCore

/// Somebody whom `<Dial>` rings.
package enum Party: Equatable, Sendable {
  /// A telephone. Before they have the caller, the document at `whisper` is theirs.
  case number(PhoneNumber, callback: LegCallback? = nil, whisper: String? = nil)
  /// A softphone in a browser, by its opaque identity.
  case client(String, parameters: [StreamParameter] = [], callback: LegCallback? = nil, whisper: String? = nil)
  /// An address of a SIP exchange.
  case sip(String, username: String? = nil, password: String? = nil)

  var element: XMLElement {
    switch self {
    case .number(let number, let callback, let whisper):
      XMLElement(
        "Number",
        [("url", whisper)] + LegCallback.attributes(of: callback), [.text(number.e164)])
    case .client(let identity, let parameters, let callback, let whisper):
      XMLElement(
        "Client",
        [("url", whisper)] + LegCallback.attributes(of: callback),
        [.text(identity)] + parameters.map { .element($0.element) })
    case .sip(let uri, let username, let password):
      XMLElement("Sip", [("username", username), ("password", password)], [.text(uri)])
    }
  }
}

/// Hears of steps of a dialled leg.
package struct LegCallback: Equatable, Sendable {
  /// A step. Source: Twilio, `statusCallbackEvent`.
  package enum Step: String, Sendable, CaseIterable { case initiated, ringing, answered, completed }

  let url: String
  let steps: [Step]

  /// The address that hears of these.
  package init(_ url: String, of steps: [Step]) {
    self.url = url
    self.steps = steps
  }

  static func attributes(of callback: LegCallback?) -> [(String, String?)] {
    [
      ("statusCallback", callback?.url),
      ("statusCallbackEvent", callback?.steps.map(\.rawValue).joined(separator: " ")),
    ]
  }
}
