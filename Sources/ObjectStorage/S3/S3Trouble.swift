/// Why a store didn't do as asked; `description` says what may help, and is safe to show.
public enum S3Trouble: Error, Equatable, Sendable, CustomStringConvertible {
  /// The store asks to come back later, or has an error of its own.
  case busy
  /// No connection, no answer in time, or it broke off.
  case unreachable
  /// What came isn't what was sent.
  case damaged
  case noSuchBucket
  case wrongKey
  case wrongSecret
  case expiredKey
  case wrongClock
  case wrongRegion
  case denied
  /// Larger than the store takes, or than we do.
  case tooLarge
  /// Any other refusal.
  case refused(status: Int)

  /// Whether the same request may do better a moment later.
  var isPassing: Bool {
    switch self {
    case .busy, .unreachable, .damaged: true
    case .noSuchBucket, .wrongKey, .wrongSecret, .expiredKey, .wrongClock, .wrongRegion, .denied, .tooLarge, .refused:
      false
    }
  }

  public var description: String {
    switch self {
    case .busy: "the store asks to come back later"
    case .unreachable: "the store doesn't answer; check the network and endpoint="
    case .damaged: "what came isn't what was sent; check what lies between the server and the store"
    case .noSuchBucket: "there is no such bucket; make it, or check its name"
    case .wrongKey: "the store doesn't know the key; check AWS_ACCESS_KEY_ID"
    case .wrongSecret: "the signature doesn't match; check AWS_SECRET_ACCESS_KEY, and endpoint= behind a proxy"
    case .expiredKey: "the temporary key has expired; renew AWS_SESSION_TOKEN and what belongs to it"
    case .wrongClock: "this machine's clock is off by more than 15 minutes; set it"
    case .wrongRegion: "the bucket is in another region; check region="
    case .denied: "the key may not do this; it needs to get, put, delete and list the bucket's objects"
    case .tooLarge: "larger than is taken"
    case .refused(let status): "the store refuses with status \(status)"
    }
  }
}
