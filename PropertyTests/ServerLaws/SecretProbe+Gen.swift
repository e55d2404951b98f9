import Generators
import PropertyTesting

/// A secret, a good one of this server's or one that only looks like it, and where in a request it is shown.
struct SecretProbe: Equatable, Sendable {
  /// Where it stands: where it belongs, or where it strayed.
  enum Spot: String, Sendable, CaseIterable {
    case bearer, basic, cookie, requestID, userAgent, otherHeader, headerName, parameter, parameterName, path
    case newPassword, currentPassword, loginPassword, refreshToken, member, memberName, role, brokenBody, otherBody
    case formField
  }

  let sample: SampleSecret
  /// Instead of the sample, the server's own secret of this kind.
  let isLive: Bool
  let spot: Spot
  let route: Int
}

extension Gen where Value == SecretProbe {
  static var secretProbe: Gen {
    gen { source in
      SecretProbe(
        sample: try source.draw(.sampleSecret), isLive: try source.draw(.bool),
        spot: try source.draw(.element(of: SecretProbe.Spot.allCases)), route: try source.draw(.int(0...11)))
    }
  }
}
