internal import Crypto
package import VoiceCore
internal import Web

/// The signature by which an S3 store knows who asks, in headers (AWS Signature Version 4, algorithm `AWS4-HMAC-SHA256`). Pure: the
/// moment comes from outside. Source: AWS, "Authenticating requests (AWS Signature Version 4)" of Amazon S3.
package struct S3Signature: Sendable {
  /// Headers that proxies on the way may change: never signed.
  private static let unsigned: Set<String> = [
    "user-agent", "connection", "transfer-encoding", "expect", "x-amzn-trace-id",
  ]

  private let credentials: S3Credentials
  private let region: String

  /// Signs for this key, for stores of this region.
  package init(_ credentials: S3Credentials, region: String) {
    self.credentials = credentials
    self.region = region
  }

  /// What is sent beside the request's own headers: `x-amz-date`, `x-amz-content-sha256`, `x-amz-security-token` of keys that expire,
  /// and `authorization`.
  package func headers(for request: S3Request, at moment: Timestamp) -> [S3Request.Field] {
    let (stamped, digest, time) = stamp(request, at: moment)
    let text = stringToSign(stamped, digest: digest, time: time)
    let signature = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key(on: time.prefix(8))).hex
    let authorization =
      "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope(time)), "
      + "SignedHeaders=\(Self.names(signed(stamped))), Signature=\(signature)"
    return stamped.headers.dropFirst(request.headers.count) + [S3Request.Field("authorization", authorization)]
  }

  /// The two texts that lead to the signature: the request in its one canonical form, and what is signed of it.
  package func texts(for request: S3Request, at moment: Timestamp) -> (canonical: String, toSign: String) {
    let (stamped, digest, time) = stamp(request, at: moment)
    return (canonical(stamped, digest: digest), stringToSign(stamped, digest: digest, time: time))
  }

  /// With the headers that signing needs, behind its own; the body's digest, and the time in the form of the protocol.
  private func stamp(_ request: S3Request, at moment: Timestamp) -> (S3Request, digest: String, time: String) {
    let (digest, time) = (SHA256.hash(data: request.body).hex, Self.text(of: moment))
    var stamped = request
    stamped.headers += [S3Request.Field("x-amz-content-sha256", digest), S3Request.Field("x-amz-date", time)]
    if let token = credentials.sessionToken { stamped.headers.append(S3Request.Field("x-amz-security-token", token)) }
    return (stamped, digest, time)
  }

  private func stringToSign(_ request: S3Request, digest: String, time: String) -> String {
    let canonical = SHA256.hash(data: Array(canonical(request, digest: digest).utf8)).hex
    return ["AWS4-HMAC-SHA256", time, scope(time), canonical].joined(separator: "\n")
  }

  private func canonical(_ request: S3Request, digest: String) -> String {
    let headers = signed(request)
    let lines = headers.map { "\($0.name):\($0.value)\n" }.joined()
    return [request.method, request.path, Self.query(request.query), lines, Self.names(headers), digest]
      .joined(separator: "\n")
  }

  /// The headers that are signed: names in small letters and in order, values without needless spaces.
  private func signed(_ request: S3Request) -> [S3Request.Field] {
    ([S3Request.Field("host", request.host)] + request.headers)
      .map { S3Request.Field($0.name.lowercased(), $0.value.split(separator: " ").joined(separator: " ")) }
      .filter { !Self.unsigned.contains($0.name) }
      .sorted { Self.isBefore($0.name, $1.name) }
  }

  /// The query in its canonical form, which is also the one that is sent.
  package static func query(_ fields: [S3Request.Field]) -> String {
    fields.map { (name: PercentEncoding.encode($0.name), value: PercentEncoding.encode($0.value)) }
      .sorted { $0.name == $1.name ? isBefore($0.value, $1.value) : isBefore($0.name, $1.name) }
      .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  private static func names(_ headers: [S3Request.Field]) -> String {
    headers.map(\.name).joined(separator: ";")
  }

  /// The protocol's order is that of bytes; Swift's of texts is another.
  private static func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private func scope(_ time: String) -> String { "\(time.prefix(8))/\(region)/s3/aws4_request" }

  /// The key of a day, region and service.
  private func key(on day: Substring) -> SymmetricKey {
    [String(day), region, "s3", "aws4_request"].reduce(
      SymmetricKey(data: Array("AWS4\(credentials.secretAccessKey)".utf8))
    ) { key, word in
      SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(word.utf8), using: key))
    }
  }

  /// `20260106T100000Z`: ISO 8601 in its basic form, cut to seconds.
  private static func text(of moment: Timestamp) -> String {
    moment.description.prefix { $0 != "." }.filter { $0 != "-" && $0 != ":" } + "Z"
  }
}

extension Sequence<UInt8> {
  /// Two hexadecimal digits a byte.
  var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
