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
      let text: String =
        switch kind {
        case .password: try random(10) + (try source.draw(.element(of: ["", "é\"", "\\\n%", " ✓😀", "e\u{301}'; --"])))
        case .accessToken: "eyJhbGciOiJFZERTQSJ9.\(try random(60)).\(try random(40))"
        case .refreshToken: "vcr_\(try random(43)).\(try random(43))"
        case .apiKey: "vc_live_\(try random(43))"
        case .webhookSecret: "whsec_\(try random(32, "+/"))"
        case .masterKey: try random(43, "+/") + "="
        case .signingKey: "-----BEGIN PRIVATE KEY-----\n\(try random(64, "+/"))\n-----END PRIVATE KEY-----\n"
        }
      return SampleSecret(kind: kind, text: text)
    }
  }
}
