internal import Web

/// Text inside of a form (`application/x-www-form-urlencoded`).
enum FormEncoding {
  /// All but RFC 3986's unreserved characters as percent and two hexadecimal digits.
  static func text(_ text: String) -> String { PercentEncoding.encode(text) }
}
