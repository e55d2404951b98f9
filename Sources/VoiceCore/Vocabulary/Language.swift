/// A language by its BCP 47 tag (`en`, `es`, `pt-BR`), compared without regard to letter case.
public struct Language: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The tag as it is said to providers: primary language in lower case, region in upper case.
  public let tag: String

  /// A tag of 2 or 3 letters, optionally with a region of 2 letters or 3 digits; anything else is `nil`.
  public init?(_ tag: String) {
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    guard let primary = parts.first, (2...3).contains(primary.utf8.count), parts.count <= 2,
      tag.utf8.allSatisfy({ $0 < 0x80 }), primary.allSatisfy(\.isLetter)
    else { return nil }
    guard parts.count == 2 else {
      self.tag = primary.lowercased()
      return
    }
    let region = parts[1]
    guard
      (region.count == 2 && region.allSatisfy(\.isLetter)) || (region.count == 3 && region.allSatisfy(\.isNumber))
    else { return nil }
    self.tag = primary.lowercased() + "-" + region.uppercased()
  }

  private init(known tag: String) { self.tag = tag }

  /// English, the language of a tenant that names none.
  public static let english = Language(known: "en")
  /// Spanish.
  public static let spanish = Language(known: "es")

  /// The language without its region: `es` of `es-MX`.
  public var primary: Substring { tag.prefix { $0 != "-" } }

  public var description: String { tag }
}
