internal import Crypto
internal import NIOCore
internal import NIOHTTP1

/// Checks the signatures of requests as an S3 store does (AWS Signature Version 4 in headers): from what came over the wire, and apart from
/// any code that signs, so that no bug is in both. Source: AWS, "Authenticating requests: using the Authorization header".
struct BucketSignature: Sendable {
  /// How far the clocks of both sides may be apart, in seconds.
  static let tolerance = 900

  let configuration: ObjectStoreConfiguration

  /// What is wrong with a request at this moment of the store's clock; `nil` for one that is signed well.
  func refusal(of request: LoopbackRequest, secondsSince1970 now: Int) -> BucketRefusal? {
    guard let header = request.headers.first(name: "authorization"), let shown = Authorization(header) else {
      return .accessDenied
    }
    guard shown.accessKeyID == configuration.accessKeyID else { return .invalidAccessKeyID }
    if let token = configuration.sessionToken, request.headers["x-amz-security-token"] != [token] {
      return .expiredToken
    }
    guard let date = request.headers.first(name: "x-amz-date"), let sent = Self.seconds(of: date) else {
      return .accessDenied
    }
    guard abs(sent - now) <= Self.tolerance else { return .requestTimeTooSkewed }
    guard shown.day == date.prefix(8), shown.region == configuration.region, shown.service == "s3" else {
      return .authorizationHeaderMalformed
    }
    // All that says something to the store must be signed.
    let named = Set(request.headers.map { $0.name.lowercased() })
    let must = named.filter { $0.hasPrefix("x-amz-") || $0 == "host" || $0 == "content-md5" }.union(["host"])
    guard must.isSubset(of: shown.signedHeaders), shown.signedHeaders == shown.signedHeaders.sorted(),
      Set(shown.signedHeaders).isSubset(of: named)
    else { return .accessDenied }
    guard let digest = request.headers.first(name: "x-amz-content-sha256") else { return .accessDenied }
    guard shown.signature == signature(of: request, shown, digest: digest, date: date) else {
      return .signatureDoesNotMatch
    }
    let body = Self.hex(SHA256.hash(data: Array(request.body.readableBytesView)))
    return digest == "UNSIGNED-PAYLOAD" || digest == body ? nil : .contentDigestMismatch
  }

  private func signature(
    of request: LoopbackRequest, _ shown: Authorization, digest: String, date: String
  ) -> String {
    let target = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    // The query came encoded; it is only brought into order.
    let query = (target.count == 2 ? target[1] : "").split(separator: "&")
      .map { $0.contains("=") ? String($0) : "\($0)=" }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    var canonical = "\(request.method)\n\(target[0])\n\(query.joined(separator: "&"))\n"
    for name in shown.signedHeaders {
      let values = request.headers[name].map { $0.split(separator: " ").joined(separator: " ") }
      canonical += "\(name):\(values.joined(separator: ","))\n"
    }
    canonical += "\n\(shown.signedHeaders.joined(separator: ";"))\n\(digest)"
    let scope = "\(shown.day)/\(shown.region)/\(shown.service)/aws4_request"
    let text = "AWS4-HMAC-SHA256\n\(date)\n\(scope)\n" + Self.hex(SHA256.hash(data: Array(canonical.utf8)))
    var key = Array("AWS4\(configuration.secretAccessKey)".utf8)
    for part in scope.split(separator: "/") { key = Self.code(Array(part.utf8), by: key) }
    return Self.hex(Self.code(Array(text.utf8), by: key))
  }

  private static func code(_ text: [UInt8], by key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: key)))
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Seconds since 1970 of `20260106T100000Z`; `nil` for anything else.
  private static func seconds(of text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8), let hour = number(9..<11),
      let minute = number(11..<13), let second = number(13..<15)
    else { return nil }
    // Days from the civil calendar by counting years from March (Howard Hinnant, "chrono-compatible low-level date algorithms").
    let (march, years) = ((month + 9) % 12, month <= 2 ? year - 1 : year)
    let days = 365 * years + years / 4 - years / 100 + years / 400 + (march * 306 + 5) / 10 + day - 1 - 719_468
    return ((days * 24 + hour) * 60 + minute) * 60 + second
  }

  /// The fields of `Authorization`.
  private struct Authorization {
    let accessKeyID, day, region, service, signature: String
    let signedHeaders: [String]

    init?(_ text: String) {
      guard text.hasPrefix("AWS4-HMAC-SHA256 ") else { return nil }
      var fields: [String: String] = [:]
      for field in text.dropFirst(17).split(separator: ",") {
        let halves = field.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        fields[String(halves[0])] = String(halves[1])
      }
      guard let credential = fields["Credential"]?.split(separator: "/"), credential.count == 5,
        credential[4] == "aws4_request", let names = fields["SignedHeaders"], let signature = fields["Signature"]
      else { return nil }
      (accessKeyID, day, region) = (String(credential[0]), String(credential[1]), String(credential[2]))
      (service, self.signature) = (String(credential[3]), signature)
      signedHeaders = names.split(separator: ";").map(String.init)
    }
  }
}
