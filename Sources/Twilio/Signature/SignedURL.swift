internal import Web

/// The spellings of an address under which the carrier may have signed it.
enum SignedURL {
  /// With its port, or the scheme's when it has none, and without any: senders are inconsistent.
  static func spellings(of url: String) -> [String] {
    guard let parts = URLParts(url), let port = parts.port ?? parts.defaultPort else { return [url] }
    return ["\(parts.scheme)://\(parts.host):\(port)\(parts.rest)", "\(parts.scheme)://\(parts.host)\(parts.rest)"]
  }

  /// With and without a slash at the end of the path: for stream addresses both are seen.
  static func slashSpellings(of url: String) -> [String] {
    let query = url.firstIndex(of: "?") ?? url.endIndex
    let path = url[..<query]
    return [url, (path.last == "/" ? String(path.dropLast()) : path + "/") + url[query...]]
  }
}
