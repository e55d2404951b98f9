internal import FoundationEssentials
internal import JWTKit

/// The keys of the setting `VOICECORE_TOKEN_KEY`: the first signs, all verify. Shows nothing of them when printed.
public struct SigningKeys: Sendable {
  /// The most keys in one setting: one that signs, and those that tokens of the last hours were signed with.
  public static let maximumCount = 8
  /// The fewest bytes of an HS256 secret. Source: RFC 7518, section 3.2.
  public static let minimumSecretBytes = 32
  /// The most bytes of an HS256 secret.
  public static let maximumSecretBytes = 1024
  /// A secret with fewer distinct bytes was not drawn by chance: 32 random bytes have about 30.
  public static let minimumDistinctBytes = 16

  let keys: [SigningKey]

  /// Reads the setting: P-256 private keys in PEM (PKCS #8 or SEC 1) and base64 of 32 bytes or more, separated by blank
  /// lines.
  /// - Throws: what is wrong with which key, in words that name the setting and hold nothing of its value.
  public init(setting text: String) throws(SigningKeyFailure) {
    let blocks = Self.blocks(of: text)
    guard !blocks.isEmpty else { throw SigningKeyFailure(key: 1, .missing) }
    guard blocks.count <= Self.maximumCount else { throw SigningKeyFailure(key: blocks.count, .tooMany) }
    var keys: [SigningKey] = []
    for (index, block) in blocks.enumerated() {
      do throws(SigningKeyFailure.Fault) {
        keys.append(try Self.key(block))
      } catch {
        throw SigningKeyFailure(key: index + 1, error)
      }
    }
    self.keys = keys
  }

  /// A new P-256 private key in PEM, for embedded mode; keep it in a file that only the server can read.
  public static func newKeyPEM() -> String { ES256PrivateKey().pemRepresentation + "\n" }

  private static func blocks(of text: String) -> [String] {
    var blocks: [[Substring]] = [[]]
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let trimmed = line.trimmed
      if trimmed.isEmpty { blocks.append([]) } else { blocks[blocks.count - 1].append(trimmed) }
    }
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
  }

  private static func key(_ block: String) throws(SigningKeyFailure.Fault) -> SigningKey {
    guard block.hasPrefix("-----") else { return .hs256(try secret(block)) }
    guard block.contains("PRIVATE KEY-----") else { throw .notPrivate }
    guard let key = try? ES256PrivateKey(pem: block) else { throw .notP256 }
    return .es256(key)
  }

  private static func secret(_ block: String) throws(SigningKeyFailure.Fault) -> [UInt8] {
    guard let data = Data(base64Encoded: block.filter { !$0.isNewline }) else { throw .unreadable }
    guard data.count >= minimumSecretBytes else { throw .short }
    guard data.count <= maximumSecretBytes else { throw .long }
    guard Set(data).count >= minimumDistinctBytes else { throw .weak }
    return Array(data)
  }
}

extension SigningKeys: CustomStringConvertible, CustomReflectable {
  /// How many there are; never a key.
  public var description: String { "\(keys.count) signing keys" }
  /// Reflection must not show a key either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var rest = drop { $0.isWhitespace }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
