internal import Crypto
internal import FoundationEssentials
public import VoiceCore

extension SecretTokens {
  /// Random bytes in one secret: 256 bits, which nobody guesses.
  public static let secretBytes = 32

  /// Secrets from the system's generator as base64url without padding (43 characters, RFC 4648, section 5). The digest
  /// is SHA-256; a plain hash is enough here, since there is no list of likely secrets to try.
  public static func random() -> SecretTokens {
    SecretTokens(
      make: {
        Data(randomBytes(secretBytes)).base64EncodedString(options: [.base64URLAlphabet, .omitPaddingCharacter])
      },
      digest: { secret in TokenDigest(hex: SHA256.hash(data: Array(secret.utf8)).map(hexadecimal).joined()) })
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
