internal import JWTKit

/// The claims of an outside issuer's token: texts, lists of texts and numbers by name. What is neither isn't asked for.
struct OutsidePayload: JWTPayload {
  enum Claim: Sendable {
    case text(String)
    case texts([String])
    case number(Double)
  }

  /// The most claims that are read.
  static let maximumCount = 128

  let claims: [String: Claim]

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    guard container.allKeys.count <= Self.maximumCount else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "too many claims"))
    }
    var claims: [String: Claim] = [:]
    for name in container.allKeys {
      if let text = try? container.decode(String.self, forKey: name) {
        claims[name.stringValue] = .text(text)
      } else if let number = try? container.decode(Double.self, forKey: name) {
        claims[name.stringValue] = .number(number)
      } else if let texts = try? container.decode([String].self, forKey: name) {
        claims[name.stringValue] = .texts(texts)
      }
    }
    self.claims = claims
  }

  /// Never written: these tokens are others'.
  func encode(to encoder: any Encoder) throws {
    throw EncodingError.invalidValue(self, .init(codingPath: [], debugDescription: "only read"))
  }

  /// Nothing here: claims are judged against a moment that this function isn't given (`OutsidePayload.claims`).
  func verify(using algorithm: some JWTAlgorithm) async throws {}

  func text(_ name: String) -> String? { if case .text(let text) = claims[name] { text } else { nil } }

  /// A claim that is one text or a list of them.
  func texts(_ name: String) -> [String]? {
    switch claims[name] {
    case .text(let text): [text]
    case .texts(let texts): texts
    case .number, nil: nil
    }
  }

  /// Whole seconds since the epoch, up to the year 9999; `nil` for anything else.
  func seconds(_ name: String) -> Int64? {
    guard case .number(let number) = claims[name], number >= 0, number <= 253_402_300_799 else { return nil }
    return Int64(number)
  }
}
