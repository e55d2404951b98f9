/// `X-Twilio-Webhooks-Signature-Settings: key=<shared key id>,algorithm=HMAC_SHA256`.
struct SignatureSettings {
  let key: String

  /// `nil` when a part is missing or said twice, and for an algorithm that isn't SHA-256.
  init?(_ header: String) {
    var parts: [Substring: Substring] = [:]
    for part in header.split(separator: ",") {
      let halves = part.split(separator: "=", maxSplits: 1)
      guard halves.count == 2 else { return nil }
      let name = halves[0].drop { $0 == " " }
      guard parts.updateValue(halves[1], forKey: name) == nil else { return nil }
    }
    guard parts["algorithm"] == "HMAC_SHA256", let key = parts["key"] else { return nil }
    self.key = String(key)
  }
}
