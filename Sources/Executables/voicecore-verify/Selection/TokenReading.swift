public import PropertyTesting

/// Reads a replay token as a person pasted it, and says precisely why one can't be read.
public enum TokenReading: Equatable, Sendable {
  /// It is a token.
  case token(ReplayToken)
  /// It is none, for this reason.
  case wrong(String)

  private static let shapes = "vc1:PROPERTY:SEED:CASE or vc1c:PROPERTY:CHOICES"

  /// Characters of a piece that are told; who pasted a book knows what it says.
  private static let mostTold = 40

  private static func told(_ piece: String) -> String {
    piece.utf8.count <= mostTold
      ? piece : String(decoding: piece.utf8.prefix(mostTold), as: UTF8.self) + "… (\(piece.utf8.count) bytes)"
  }

  private static func isBase64URL(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
  }

  /// Reads `text`; `properties` are the names that tokens of this build may bear.
  public init(_ text: String, properties: [String]) {
    if let token = ReplayToken(text) {
      self =
        properties.contains(token.property)
        ? .token(token)
        : .wrong(
          "the token is for property '\(Self.told(token.property))', and there are \(properties.joined(separator: ", "))"
        )
      return
    }
    self = .wrong(Self.reason(text))
  }

  private static func reason(_ text: String) -> String {
    if text.isEmpty { return "the token is empty; expected \(shapes)" }
    if text.contains(where: \.isWhitespace) {
      return "the token has spaces or line breaks in it; paste it in one piece"
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts[0].hasPrefix("vc"), parts[0].dropFirst(2).first?.isNumber == true else {
      return "this is no replay token; expected \(shapes)"
    }
    guard ["vc1", "vc1c"].contains(parts[0]) else {
      return
        "the token is of another version (\(told(parts[0]))); this build reads vc1 and vc1c: replay it with the build that printed it"
    }
    let demanded = parts[0] == "vc1" ? 4 : 3
    guard parts.count == demanded else {
      return "the token has \(parts.count) parts instead of \(demanded): it was cut or edited; expected \(shapes)"
    }
    if parts[1].isEmpty { return "the token names no property; expected \(shapes)" }
    if parts[0] == "vc1" {
      if UInt64(parts[2], radix: 16) == nil {
        return "the token's seed '\(told(parts[2]))' is no hexadecimal number: it was edited"
      }
      return "the token's case '\(told(parts[3]))' is no number from 0: it was edited"
    }
    if let stranger = parts[2].first(where: { !isBase64URL($0) }) {
      return "the token's choices have a '\(stranger)' in them, which none has: it was edited"
    }
    return "the token's choices don't decode: it was cut or edited"
  }
}
