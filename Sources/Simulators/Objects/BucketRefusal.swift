internal import NIOCore
internal import NIOHTTP1

/// A refusal in the store's words. Source: Amazon S3, "Error responses".
enum BucketRefusal: String {
  case accessDenied = "AccessDenied"
  case invalidAccessKeyID = "InvalidAccessKeyId"
  case signatureDoesNotMatch = "SignatureDoesNotMatch"
  case expiredToken = "ExpiredToken"
  case requestTimeTooSkewed = "RequestTimeTooSkewed"
  case authorizationHeaderMalformed = "AuthorizationHeaderMalformed"
  case contentDigestMismatch = "XAmzContentSHA256Mismatch"
  case badDigest = "BadDigest"
  case invalidArgument = "InvalidArgument"
  case entityTooLarge = "EntityTooLarge"
  case noSuchKey = "NoSuchKey"
  case noSuchBucket = "NoSuchBucket"
  case permanentRedirect = "PermanentRedirect"
  case methodNotAllowed = "MethodNotAllowed"
  case notImplemented = "NotImplemented"
  case slowDown = "SlowDown"
  case internalError = "InternalError"

  private var status: Int {
    switch self {
    case .accessDenied, .invalidAccessKeyID, .signatureDoesNotMatch, .requestTimeTooSkewed: 403
    case .expiredToken, .authorizationHeaderMalformed, .contentDigestMismatch, .badDigest, .invalidArgument,
      .entityTooLarge:
      400
    case .noSuchKey, .noSuchBucket: 404
    case .permanentRedirect: 301
    case .methodNotAllowed: 405
    case .notImplemented: 501
    case .slowDown: 503
    case .internalError: 500
    }
  }

  var reply: LoopbackReply {
    LoopbackReply(
      status: status, headers: HTTPHeaders([("Content-Type", "application/xml")]),
      body: ByteBuffer(
        string: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<Error><Code>\(rawValue)</Code><Message>Simulated.</Message><RequestId>1</RequestId></Error>"))
  }
}
