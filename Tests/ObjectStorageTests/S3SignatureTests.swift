import ObjectStorage
import Testing
import VoiceCore
import Web

@Suite("Signatures of requests to S3")
struct S3SignatureTests {
  private let vectors: SignatureVectors

  init() throws { vectors = try SignatureVectors.load() }

  private func signature(_ vector: SignatureVectors.Signed) -> S3Signature {
    S3Signature(
      S3Credentials(
        accessKeyID: vectors.accessKey, secretAccessKey: vectors.secretKey, sessionToken: vector.sessionToken),
      region: vector.region)
  }

  @Test func `every request is signed as another implementation signs it`() throws {
    let withLiteralDigest = vectors.headerAuth.filter { $0.xAmzContentSha256 == "UNSIGNED-PAYLOAD" }
    #expect(vectors.headerAuth.count == 12 && withLiteralDigest.isEmpty)
    for vector in vectors.headerAuth {
      let request = try vector.request
      let texts = signature(vector).texts(for: request, at: SignatureVectors.moment)
      #expect(texts.canonical == vector.canonicalRequest, "\(vector.name)")
      #expect(texts.toSign == vector.stringToSign, "\(vector.name)")
      let headers = signature(vector).headers(for: request, at: SignatureVectors.moment)
      #expect(headers.last == S3Request.Field("authorization", vector.authorization), "\(vector.name)")
      #expect(headers.contains(S3Request.Field("x-amz-content-sha256", vector.xAmzContentSha256)), "\(vector.name)")
      #expect(headers.contains(S3Request.Field("x-amz-date", "20260101T000000Z")), "\(vector.name)")
      #expect(headers.first { $0.name == "x-amz-security-token" }?.value == vector.sessionToken, "\(vector.name)")
    }
  }

  @Test func `each part of a request is signed`() throws {
    let vector = try #require(vectors.headerAuth.first { $0.name == "put_small" })
    let request = try vector.request
    var body = request
    body.body[0] ^= 1
    var query = request
    query.query = [S3Request.Field("a", "")]
    var header = request
    header.headers.append(S3Request.Field("x-amz-meta-a", "1"))
    var path = S3Request(request.method, host: request.host, path: request.path + "/")
    path.headers = request.headers
    path.body = request.body
    let all = [request, body, query, header, path].map {
      signature(vector).headers(for: $0, at: SignatureVectors.moment)
    }
    let later = signature(vector).headers(for: request, at: SignatureVectors.moment + .seconds(1))
    #expect(Set((all + [later]).compactMap { $0.last?.value }).count == 6)
  }

  @Test func `what proxies may change isn't signed, and spaces that mean nothing don't count`() throws {
    let vector = try #require(vectors.headerAuth.first { $0.name == "get" })
    var request = try vector.request
    request.headers = [S3Request.Field("User-Agent", "a"), S3Request.Field("Connection", "close")]
    let plain = signature(vector).headers(for: request, at: SignatureVectors.moment)
    #expect(plain.last?.value == vector.authorization)
    request.headers = [S3Request.Field("x-amz-meta-a", "  b   c ")]
    #expect(
      signature(vector).texts(for: request, at: SignatureVectors.moment).canonical.contains("\nx-amz-meta-a:b c\n"))
  }

  @Test func `credentials don't print`() {
    let credentials = S3Credentials(accessKeyID: "AKID", secretAccessKey: "secret", sessionToken: "token")
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in ["\(credentials)", String(reflecting: credentials), dumped] {
      #expect(!text.contains("AKID") && !text.contains("secret\"") && !text.contains("token"))
    }
  }
}
