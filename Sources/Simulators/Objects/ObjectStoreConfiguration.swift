/// The bucket that the simulated object store keeps, and the one key that opens it.
public struct ObjectStoreConfiguration: Sendable {
  public var bucket: String
  public var region: String
  public var accessKeyID: String
  public var secretAccessKey: String
  /// Goes along with a temporary key; `nil` for one that doesn't expire.
  public var sessionToken: String?
  /// By how much the store's clock is ahead of this machine's, in seconds.
  public var secondsAhead: Int
  /// The largest object, in bytes.
  public var maximumObjectBytes: Int
  /// On 127.0.0.1; 0 takes any that is free.
  public var port: Int

  /// A bucket and its key.
  public init(
    bucket: String, region: String = "us-east-1", accessKeyID: String, secretAccessKey: String,
    sessionToken: String? = nil, secondsAhead: Int = 0, maximumObjectBytes: Int = 256 << 20, port: Int = 0
  ) {
    self.bucket = bucket
    self.region = region
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.secondsAhead = secondsAhead
    self.maximumObjectBytes = maximumObjectBytes
    self.port = port
  }
}

/// What goes wrong with one request.
public enum ObjectStoreFault: Equatable, Sendable, CaseIterable {
  /// 503 `SlowDown`; nothing is done.
  case slowDown
  /// 500 `InternalError`; nothing is done.
  case internalError
  /// No answer, until the connection's time is over; nothing is done.
  case silence
  /// The connection breaks after it was done: the answer is lost.
  case lostAnswer
  /// The answer breaks off in the middle of its body.
  case halfAnswer
  /// One byte of the body that comes isn't the one that was kept.
  case alteredByte
  /// 400 `BadDigest`, as for a body that changed on its way; nothing is done.
  case badDigest
  /// 403 `AccessDenied`.
  case accessDenied
  /// 301 `PermanentRedirect`: the bucket is in another region.
  case otherRegion
}
