internal import FoundationEssentials
internal import JWTKit

/// The keys that an issuer publishes (RFC 7517), each good for one algorithm: the one it says, or the one of its kind.
/// Keys for shared secrets, for encryption, of other kinds or without a name are left out, never an error.
struct OutsideKeySet: Sendable {
  /// The most keys that are taken from one document.
  static let maximumCount = 32

  let collection: JWTKeyCollection
  /// The algorithm of every key, by the key's name.
  let algorithms: [String: String]

  /// No keys.
  init() {
    collection = JWTKeyCollection()
    algorithms = [:]
  }

  /// Reads a document; `nil` when it is none.
  init?(_ document: [UInt8]) async {
    guard let read = try? JSONDecoder().decode(Document.self, from: Data(document)) else { return nil }
    let collection = JWTKeyCollection()
    var algorithms: [String: String] = [:]
    var ambiguous: Set<String> = []
    for entry in read.keys.prefix(Self.maximumCount) {
      guard var key = entry.key, let name = key.keyIdentifier?.string, !name.isEmpty, name.utf8.count <= 256,
        let algorithm = Self.algorithm(of: key)
      else { continue }
      // Two keys of one name: nobody can say which is meant.
      guard algorithms[name] == nil, !ambiguous.contains(name) else {
        ambiguous.insert(name)
        algorithms[name] = nil
        continue
      }
      key.algorithm = algorithm
      guard (try? await collection.add(jwk: key)) != nil else { continue }
      algorithms[name] = algorithm.rawValue
    }
    self.collection = collection
    self.algorithms = algorithms
  }

  /// Only algorithms with a public half, and one for each kind of key.
  private static func algorithm(of key: JWK) -> JWK.Algorithm? {
    let allowed: [JWK.Algorithm]
    switch (key.keyType.rawValue, key.curve?.rawValue) {
    case ("RSA", nil): allowed = [.rs256, .ps256, .rs384, .ps384, .rs512, .ps512]
    case ("EC", "P-256"): allowed = [.es256]
    case ("EC", "P-384"): allowed = [.es384]
    case ("OKP", "Ed25519"): allowed = [.eddsa]
    default: return nil
    }
    guard let said = key.algorithm else { return allowed.first }
    return allowed.contains(said) ? said : nil
  }

  private struct Document: Decodable {
    let keys: [Entry]
  }

  /// One key; `nil` where it is of no kind that is understood, isn't for signatures, or is a private one.
  private struct Entry: Decodable {
    let key: JWK?

    private enum CodingKeys: String, CodingKey { case use, d }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let use = try? container.decodeIfPresent(String.self, forKey: .use)
      guard use == nil || use == "sig", !container.contains(.d) else {
        key = nil
        return
      }
      key = try? JWK(from: decoder)
    }
  }
}
