internal import Crypto

/// What a store answered, as a value. Source: Amazon S3, "Error responses".
package struct S3Answer: Equatable, Sendable {
  package let status: Int
  /// The digest that the object's metadata names; `nil` for what others put there.
  package let digest: String?
  package let body: [UInt8]

  /// An answer.
  package init(status: Int, digest: String? = nil, body: [UInt8] = []) {
    self.status = status
    self.digest = digest
    self.body = body
  }

  /// The object; `nil` when there is none.
  package func object() throws(S3Trouble) -> [UInt8]? {
    if status == 404, code != "NoSuchBucket" { return nil }
    try done()
    if let digest, digest != SHA256.hash(data: body).hex { throw .damaged }
    return body
  }

  /// The names that were listed.
  package func names(below prefix: String) throws(S3Trouble) -> [String] {
    try done()
    guard let document = S3Document(body), document.root == "ListBucketResult" else { throw .damaged }
    let names = document.texts(of: "Key", in: "Contents")
    // What is deleted by such a list must be what was asked for.
    guard names.allSatisfy({ $0.utf8.starts(with: prefix.utf8) }) else { throw .damaged }
    return names
  }

  /// Deleted, or not there.
  package func deleted() throws(S3Trouble) {
    if status == 404, code != "NoSuchBucket" { return }
    try done()
  }

  /// The one mapping of a store's refusals.
  package func done() throws(S3Trouble) {
    switch (status, code) {
    case (200..<300, _): return
    case (_, "SlowDown"?), (_, "InternalError"?), (429, _), (500..., _): throw .busy
    case (_, "RequestTimeout"?), (408, _), (409, _): throw .busy
    case (400, "BadDigest"?), (400, "XAmzContentSHA256Mismatch"?), (400, "IncompleteBody"?): throw .damaged
    case (_, "EntityTooLarge"?), (413, _): throw .tooLarge
    case (_, "NoSuchBucket"?): throw .noSuchBucket
    case (_, "InvalidAccessKeyId"?): throw .wrongKey
    case (_, "SignatureDoesNotMatch"?): throw .wrongSecret
    case (_, "ExpiredToken"?), (_, "InvalidToken"?): throw .expiredKey
    case (_, "RequestTimeTooSkewed"?): throw .wrongClock
    case (301, _), (307, _), (_, "AuthorizationHeaderMalformed"?), (_, "PermanentRedirect"?): throw .wrongRegion
    case (401, _), (403, _): throw .denied
    default: throw .refused(status: status)
    }
  }

  private var code: String? {
    guard let document = S3Document(body), document.root == "Error" else { return nil }
    return document.texts(of: "Code", in: "Error").first
  }
}
