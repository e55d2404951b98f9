import DocumentedAPI

/// A throw-away tenant of a deployment.
///
/// It can't ring anybody: it has no DID, may place no calls (`outbound_calls.at_once` is 0), and its keys have no scope to
/// place one or to speak. So no AI session is opened for it either, whichever the deployment has.
struct LiveTenant: Sendable {
  /// All of them lie below it; the top level is set aside for what exists nowhere (RFC 2606).
  static let place = "voicecore-verify.invalid"
  /// From the range set aside for fiction: callers are handed over to nobody.
  static let customerService = "+12025550142"
  /// What a key of ours may not do: these cost something, or reach somebody.
  static let leftOut: Set<String> = ["calls:place", "voice:use", "integrations:write"]

  let id: String
  let domain: String
  let password: String

  var email: String { "admin@\(domain)" }

  /// A domain that tells when it was made, in seconds since 1970.
  static func domain(at now: Int) -> String {
    "t\(String(now, radix: 16))-\(word(8)).\(place)"
  }

  /// When the tenant of a domain was made; `nil` for domains that aren't ours.
  static func moment(of domain: String) -> Int? {
    let labels = domain.split(separator: ".", maxSplits: 1)
    guard labels.count == 2, labels[1] == place, labels[0].first == "t" else { return nil }
    let parts = labels[0].dropFirst().split(separator: "-")
    return parts.count == 2 ? Int(parts[0], radix: 16) : nil
  }

  /// Letters and digits that nobody guesses.
  static func word(_ length: Int) -> String {
    let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    var chance = SystemRandomNumberGenerator()
    return String((0..<length).map { _ in letters[Int.random(in: letters.indices, using: &chance)] })
  }
}
