package import VoiceCore

/// Somebody whom `<Dial>` rings.
package enum Party: Equatable, Sendable {
  /// A telephone; `statusCallback` hears of every step of its leg.
  /// Before they have the caller, the document at `whisper` is theirs.
  case number(PhoneNumber, statusCallback: String? = nil, whisper: String? = nil)
  /// A softphone in a browser, by its opaque identity; `statusCallback` hears that it is answered.
  case client(String, parameters: [StreamParameter] = [], statusCallback: String? = nil, whisper: String? = nil)
  /// An address of a SIP exchange.
  case sip(String, username: String? = nil, password: String? = nil)

  var element: XMLElement {
    switch self {
    case .number(let number, let callback, let whisper):
      XMLElement(
        "Number",
        [
          ("url", whisper),
          ("statusCallback", callback),
          ("statusCallbackEvent", callback == nil ? nil : "initiated ringing answered completed"),
        ], [.text(number.e164)])
    case .client(let identity, let parameters, let callback, let whisper):
      XMLElement(
        "Client",
        [
          ("url", whisper), ("statusCallback", callback),
          ("statusCallbackEvent", callback == nil ? nil : "answered"),
        ],
        [.text(identity)] + parameters.map { .element($0.element) })
    case .sip(let uri, let username, let password):
      XMLElement("Sip", [("username", username), ("password", password)], [.text(uri)])
    }
  }
}
