internal import FoundationEssentials
internal import VoiceCore

/// A token's protected header, as far as it decides anything.
struct TokenHeader: Decodable {
  /// The longest token that is looked at, in bytes.
  static let maximumTokenBytes = 4096

  let alg: String?
  let kid: String?
  let typ: String?
  let crit: [String]?

  /// Reads the header of a token that is spelled as we spell tokens: three parts in canonical base64url, one of these
  /// types or none, an algorithm, no critical extension (which must be understood or refused; RFC 7515, section 4.1.11).
  init(of token: String, types: Set<String>) throws(AccessTokenFailure) {
    guard token.utf8.count <= Self.maximumTokenBytes else { throw .malformed }
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64URL.decode(parts[0]), Base64URL.decode(parts[1]) != nil,
      Base64URL.decode(parts[2]) != nil,
      let header = try? JSONDecoder().decode(TokenHeader.self, from: Data(bytes)),
      header.typ.map(types.contains) ?? true, header.crit == nil, header.alg != nil
    else { throw .malformed }
    self = header
  }
}
