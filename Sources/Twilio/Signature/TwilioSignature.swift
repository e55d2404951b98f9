internal import Crypto
internal import FoundationEssentials
internal import MediaBridge
internal import NIOCore
public import Web
public import WebSockets

/// Tells the carrier's requests from everybody else's by `X-Twilio-Signature`: an HMAC over the public address and the
/// form. Source: Twilio, "Validating requests are coming from Twilio".
public struct TwilioSignature: Sendable {
  /// Carries the signature: base64.
  public static let headerName = "X-Twilio-Signature"
  /// Names the shared key and the algorithm of the newer mode; without it the auth token signs by SHA-1.
  public static let settingsHeaderName = "X-Twilio-Webhooks-Signature-Settings"

  private let tokens: [SymmetricKey]
  private let sharedKeys: [String: SymmetricKey]
  private let publicURL: PublicURL

  /// Signatures by the account's secrets for this deployment's address.
  public init(_ settings: TwilioSettings) {
    tokens = settings.authTokens.map { SymmetricKey(data: Array($0.utf8)) }
    sharedKeys = settings.sharedKeys.mapValues { SymmetricKey(data: Array($0.utf8)) }
    publicURL = settings.publicURL
  }

  /// Whether the request bears a good signature. `form` is its decoded body; `nil` for a body that is no form.
  public func covers(_ request: Request, form: FormFields?) -> Bool {
    let content: SignedContent = if let form { .form(form) } else { .body(request.body) }
    return isGood(
      request.headers[Self.headerName] ?? "", settings: request.headers[Self.settingsHeaderName],
      for: publicURL.http(request.target), content)
  }

  /// Whether the request for a WebSocket bears a good signature, over the `wss` address with or without a slash at its end.
  public func covers(_ request: UpgradeRequest) -> Bool {
    let target = request.query.map { request.path + "?" + $0 } ?? request.path
    return SignedURL.slashSpellings(of: publicURL.webSocket(target)).contains {
      isGood(
        request.first(Self.headerName) ?? "", settings: request.first(Self.settingsHeaderName), for: $0, .nothing)
    }
  }

  /// The signature as the carrier makes it, with the first token; `nil` without one.
  package func sign(_ url: String, _ content: SignedContent) -> String? {
    tokens.first.map { key in
      let text = Array(url.utf8) + Self.signedFields(content)
      let code = HMAC<Insecure.SHA1>.authenticationCode(for: text, using: key)
      return String(buffer: Base64.encode(Array(code)))
    }
  }

  /// Whether one of the secrets made the signature for one of the spellings of the address. Compares in constant time.
  package func isGood(_ signature: String, settings: String?, for url: String, _ content: SignedContent) -> Bool {
    guard let code = Base64.decode(signature), !code.isEmpty, isBodyCovered(by: url, content) else { return false }
    let fields = Self.signedFields(content)
    let texts = SignedURL.spellings(of: url).lazy.map { Array($0.utf8) + fields }
    guard let settings else {
      return tokens.contains { key in
        texts.contains { HMAC<Insecure.SHA1>.isValidAuthenticationCode(code, authenticating: $0, using: key) }
      }
    }
    guard let key = SignatureSettings(settings).flatMap({ sharedKeys[$0.key] }) else { return false }
    return texts.contains { HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: $0, using: key) }
  }

  /// A body that is no form is covered by its digest in the address; an empty one may go without.
  private func isBodyCovered(by url: String, _ content: SignedContent) -> Bool {
    guard let query = url.firstIndex(of: "?"), let fields = FormFields(encoded: String(url[query...].dropFirst())),
      let digest = fields["bodySHA256"]
    else {
      if case .body(let body) = content { return body.isEmpty }
      return true
    }
    switch content {
    case .form(let form) where !form.fields.isEmpty: return true
    case .form, .nothing: return Self.hex(SHA256.hash(data: [UInt8]())) == digest
    case .body(let body): return Self.hex(SHA256.hash(data: body)) == digest
    }
  }

  /// Sorted by code unit, each value behind its name, repeated pairs once.
  private static func signedFields(_ content: SignedContent) -> [UInt8] {
    guard case .form(let form) = content else { return [] }
    var text: [UInt8] = []
    var last: FormFields.Field?
    for field in form.fields.sorted(by: precedes) {
      if let last, last.name.utf8.elementsEqual(field.name.utf8), last.value.utf8.elementsEqual(field.value.utf8) {
        continue
      }
      text += field.name.utf8
      text += field.value.utf8
      last = field
    }
    return text
  }

  private static func precedes(_ one: FormFields.Field, _ other: FormFields.Field) -> Bool {
    if one.name.utf8.lexicographicallyPrecedes(other.name.utf8) { return true }
    return one.name.utf8.elementsEqual(other.name.utf8) && one.value.utf8.lexicographicallyPrecedes(other.value.utf8)
  }

  private static func hex(_ digest: SHA256.Digest) -> String {
    digest.map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }.joined()
  }
}
