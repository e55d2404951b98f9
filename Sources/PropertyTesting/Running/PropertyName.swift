/// How a property is called in tables and tokens.
struct PropertyName: Sendable {
  let number: Int?
  let title: String

  /// The number, or the title in lower-case ASCII letters, digits and hyphens.
  var tokenName: String { number.map(String.init) ?? slug }

  private var slug: String {
    var slug = ""
    for byte in title.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.unicodeScalars.append(Unicode.Scalar(byte + 32))
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        slug.unicodeScalars.append(Unicode.Scalar(byte))
      default: if !slug.isEmpty, slug.last != "-" { slug.append("-") }
      }
    }
    if slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? "property" : slug
  }
}
