internal import Crypto

/// Signs requests as the carrier does (`X-Twilio-Signature`): HMAC-SHA1 over the URL and the sorted form, in Base64.
/// Source: Twilio, "Validating signatures". Written apart from the server's validator, so that no bug is in both.
public struct CarrierSignature: Sendable {
  private let key: SymmetricKey

  /// - Parameter authToken: the account's primary token.
  public init(authToken: String) {
    key = SymmetricKey(data: Array(authToken.utf8))
  }

  /// The header's value for a request.
  /// - Parameter url: exactly as configured; a fragment is not part of it.
  /// - Parameter fields: the decoded form; empty for GET, JSON bodies and WebSocket upgrades.
  public func sign(url: String, fields: [FormField] = []) -> String {
    let code = HMAC<Insecure.SHA1>.authenticationCode(for: Self.signedText(url: url, fields: fields), using: key)
    return String(decoding: Base64Text.encode(Array(code)), as: UTF8.self)
  }

  /// What is signed: names in the order of their code units, each name before each of its different values in order.
  package static func signedText(url: String, fields: [FormField]) -> [UInt8] {
    // Bytes, since Swift's strings compare by meaning and the carrier by code unit.
    var values: [[UInt8]: Set<[UInt8]>] = [:]
    for field in fields { values[Array(field.name.utf8), default: []].insert(Array(field.value.utf8)) }
    var text = Array(url.prefix { $0 != "#" }.utf8)
    for name in values.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      for value in (values[name] ?? []).sorted(by: { $0.lexicographicallyPrecedes($1) }) { text += name + value }
    }
    return text
  }
}
