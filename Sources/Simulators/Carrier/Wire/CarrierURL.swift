/// The rules for addresses in TwiML: relative to the document they stand in; streams only over TLS or loopback.
package enum CarrierURL {
  /// The absolute URL of a reference, `nil` when it is relative and there is no document URL to start from.
  package static func resolve(_ reference: String, against base: String?) -> String? {
    if scheme(of: reference) != nil { return reference }
    guard let base, let scheme = scheme(of: base) else { return nil }
    let rest = base.dropFirst(scheme.count + 3)
    let authority = rest.prefix { !"/?#".contains($0) }
    let origin = "\(scheme)://\(authority)"
    let path = rest.dropFirst(authority.count).prefix { !"?#".contains($0) }
    if reference.isEmpty { return base }
    if reference.hasPrefix("//") { return "\(scheme):\(reference)" }
    if reference.hasPrefix("/") { return origin + reference }
    if reference.hasPrefix("?") { return origin + path + reference }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    return origin + folder + reference
  }

  /// Whether the carrier would open a media stream to it: an absolute `wss:` URL, or `ws:` to this machine.
  package static func isStreamable(_ url: String) -> Bool {
    switch scheme(of: url) {
    case "wss": true
    case "ws": isLoopback(host(of: url))
    default: false
    }
  }

  /// Whether an absolute URL can be requested by HTTP.
  package static func isRequestable(_ url: String) -> Bool {
    (scheme(of: url) == "http" || scheme(of: url) == "https") && !host(of: url).isEmpty
  }

  /// Path and query, for reports: the host says nothing that the reader doesn't know.
  package static func path(of url: String) -> String {
    guard let scheme = scheme(of: url) else { return url }
    let path = url.dropFirst(scheme.count + 3).drop { !"/?#".contains($0) }
    return path.isEmpty ? "/" : String(path)
  }

  package static func scheme(of url: String) -> String? {
    guard let end = url.firstRange(of: "://"), end.lowerBound > url.startIndex else { return nil }
    let scheme = url[..<end.lowerBound]
    return scheme.allSatisfy { $0.isLetter } ? scheme.lowercased() : nil
  }

  package static func host(of url: String) -> String {
    guard let scheme = scheme(of: url) else { return "" }
    let authority = url.dropFirst(scheme.count + 3).prefix { !"/?#".contains($0) }
    if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
    return String(authority.prefix { $0 != ":" })
  }

  package static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && !parts.contains(nil) && parts[0] == 127
  }
}
