internal import Crypto
package import VoiceCore
internal import Web

/// What is asked of a bucket. Each may be repeated: it has the effect of once.
package enum S3Operation: Sendable {
  case put([UInt8], ObjectKey)
  case get(ObjectKey)
  /// A name as it stands in a list.
  case delete(String)
  /// The names that begin so, at most so many, in their order.
  case list(prefix: String, limit: Int)

  /// The most names that a store lists at once. Source: Amazon S3, "ListObjectsV2".
  static let longestList = 1000
  /// The metadata in which an object's own digest stands: a store gives it back with the object, and what came of it on its way shows.
  static let digest = "x-amz-meta-sha256"

  /// The request for it.
  package func request(to settings: S3Settings) -> S3Request {
    switch self {
    case .put(let bytes, let key):
      var request = S3Request("PUT", host: settings.host, path: settings.path(of: key.text))
      request.headers = [
        S3Request.Field("content-type", "application/octet-stream"),
        S3Request.Field(Self.digest, SHA256.hash(data: bytes).hex),
      ]
      request.body = bytes
      return request
    case .get(let key): return S3Request("GET", host: settings.host, path: settings.path(of: key.text))
    case .delete(let name): return S3Request("DELETE", host: settings.host, path: settings.path(of: name))
    case .list(let prefix, let limit):
      var request = S3Request("GET", host: settings.host, path: settings.bucketPath)
      request.query = [
        S3Request.Field("list-type", "2"), S3Request.Field("prefix", prefix),
        S3Request.Field("max-keys", "\(min(limit, Self.longestList))"),
      ]
      return request
    }
  }
}
