internal import FoundationEssentials
internal import VoiceCore

/// An issuer's keys, kept and renewed: at most one attempt a minute, whatever tokens come; what is known stays good for
/// a day when the issuer can't be reached, so that its being down doesn't take us down.
actor OutsideKeys {
  /// Keys this old are renewed when they are next needed.
  static let freshness: Duration = .seconds(60 * 60)
  /// Keys this old are good for nothing.
  static let staleness: Duration = .seconds(24 * 60 * 60)
  /// Between two attempts to renew, for whatever reason.
  static let betweenAttempts: Duration = .seconds(60)
  /// The longest document that is read, in bytes.
  static let maximumBytes = 256 * 1024

  private let issuer: OutsideIssuer
  private let fetch: OutsideAccessTokens.Fetch
  private var keys = OutsideKeySet()
  private var renewedAt: Timestamp?
  private var attemptedAt: Timestamp?
  private var underWay: Task<Void, Never>?

  init(_ issuer: OutsideIssuer, fetch: @escaping OutsideAccessTokens.Fetch) {
    self.issuer = issuer
    self.fetch = fetch
  }

  /// The set that has the key of this name, renewed first when it is old or lacks it; `nil` when there is none.
  func set(with name: String, at moment: Timestamp) async -> OutsideKeySet? {
    if !isKnown(name, youngerThan: Self.freshness, at: moment) { await renew(at: moment) }
    return isKnown(name, youngerThan: Self.staleness, at: moment) ? keys : nil
  }

  private func isKnown(_ name: String, youngerThan age: Duration, at moment: Timestamp) -> Bool {
    guard let renewedAt else { return false }
    return moment - renewedAt < age && keys.algorithms[name] != nil
  }

  /// One attempt at a time; who comes meanwhile waits for it, who comes within a minute after it takes what there is.
  private func renew(at moment: Timestamp) async {
    if let underWay {
      await underWay.value
      return
    }
    if let attemptedAt, moment - attemptedAt < Self.betweenAttempts, attemptedAt - moment < Self.betweenAttempts {
      return
    }
    attemptedAt = moment
    // A task of its own: the attempt goes on for the others when the one that began it is cancelled.
    let attempt = Task { await load(at: moment) }
    underWay = attempt
    await attempt.value
  }

  private func load(at moment: Timestamp) async {
    if let loaded = await Self.published(by: issuer, fetch) {
      keys = loaded
      renewedAt = moment
    }
    underWay = nil
  }

  private struct Discovery: Decodable {
    let issuer: String
    let jwksAddress: String

    enum CodingKeys: String, CodingKey {
      case issuer
      case jwksAddress = "jwks_uri"
    }
  }

  /// The issuer's description, which must be of this very issuer, and the keys that it points to.
  private static func published(
    by issuer: OutsideIssuer, _ fetch: OutsideAccessTokens.Fetch
  ) async -> OutsideKeySet? {
    guard let description = try? await fetch(issuer.discoveryAddress), description.count <= maximumBytes,
      let discovery = try? JSONDecoder().decode(Discovery.self, from: Data(description)),
      discovery.issuer == issuer.issuer, issuer.mayFetch(discovery.jwksAddress),
      let document = try? await fetch(discovery.jwksAddress), document.count <= maximumBytes
    else { return nil }
    return await OutsideKeySet(document)
  }
}
