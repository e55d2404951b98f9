internal import Crypto
internal import FoundationEssentials
public import VoiceCore

/// The headers by which a receiver knows a message for ours, and for one it has had before. Source: Standard Webhooks,
/// "Webhook headers" and "Signature scheme".
public struct WebhookSignature: Sendable {
  /// The message's id, the same at each attempt.
  public static let idHeader = "webhook-id"
  /// Whole seconds since 1970 at this attempt.
  public static let timestampHeader = "webhook-timestamp"
  /// One signature for each secret, with spaces between.
  public static let signatureHeader = "webhook-signature"

  /// By name, in the order in which they are sent.
  public let headers: [(name: String, value: String)]

  /// The headers of a message with this body: HMAC-SHA-256 over `id.timestamp.body`, under each secret's key.
  public init(of message: WebhookMessage, body: [UInt8]) {
    let timestamp = "\(message.at.microseconds / 1_000_000)"
    let signed = Array("\(message.id).\(timestamp).".utf8) + body
    let signatures = message.secrets.map { secret in
      let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Self.key(of: secret)))
      return "v1," + Data(code).base64EncodedString()
    }
    headers = [
      (Self.idHeader, message.id), (Self.timestampHeader, timestamp),
      (Self.signatureHeader, signatures.joined(separator: " ")),
    ]
  }

  /// The bytes that the text stands for, which every secret's does.
  private static func key(of secret: WebhookSecret) -> Data {
    Data(base64Encoded: String(secret.text.dropFirst(WebhookSecret.prefix.count))) ?? Data()
  }
}
