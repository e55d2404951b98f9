internal import Crypto
public import VoiceCore

extension ContentDigests {
  /// SHA-256 (FIPS 180-4).
  public static var sha256: ContentDigests { ContentDigests { SHA256Digest() } }
}

private struct SHA256Digest: ContentDigest {
  private var hash = SHA256()

  mutating func take(_ bytes: [UInt8]) { hash.update(data: bytes) }

  var hex: String {
    hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
