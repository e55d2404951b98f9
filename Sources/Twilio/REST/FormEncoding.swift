internal import Web

/// Text inside of a form (`application/x-www-form-urlencoded`).
enum FormEncoding {
  /// Names and values, in this order.
  static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\(text($0.0))=\(text($0.1))" }.joined(separator: "&")
  }

  /// All but RFC 3986's unreserved characters as percent and two hexadecimal digits.
  static func text(_ text: String) -> String { PercentEncoding.encode(text) }
}
