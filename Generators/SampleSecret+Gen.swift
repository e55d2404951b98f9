public import PropertyTesting

/// A secret as one of ours looks, and what kind it is.
public struct SampleSecret: Equatable, Sendable {
  /// What it opens.
  public enum Kind: String, Sendable, CaseIterable {
    case password, accessToken, refreshToken, apiKey, webhookSecret, masterKey, signingKey
  }

  public let kind: Kind
  public let text: String
}

extension Gen where Value == SampleSecret {
  /// Any kind of secret, in the shape that it has here; passwords hold whatever people type.
  public static var sampleSecret: Gen {
    gen { source in
      let kind = try source.draw(.element(of: SampleSecret.Kind.allCases))
      let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
      func random(_ count: Int, _ more: String = "-_") throws -> String {
        try source.draw(.string(alphabet: letters + more, count: count...count))
      }
      let typed: String = try source.draw(.element(of: ["", "é\"", "\\\n%", " ✓😀", "e\u{301}'; --"]))
      let text: String =
        switch kind {
        case .password: try random(10) + typed
        case .accessToken: try "eyJhbGciOiJFZERTQSJ9.\(random(60)).\(random(40))"
        case .refreshToken: try "vcr_\(random(43)).\(random(43))"
        case .apiKey: try "vc_live_\(random(43))"
        case .webhookSecret: try "whsec_" + random(32, "+/")
        case .masterKey: try random(43, "+/") + "="
        case .signingKey: try "-----BEGIN PRIVATE KEY-----\n" + random(64, "+/") + "\n-----END PRIVATE KEY-----\n"
        }
      return SampleSecret(kind: kind, text: text)
    }
  }
}
