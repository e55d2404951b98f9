import Foundation
import ObjectStorage
import Testing
import VoiceCore
import Web

/// Signed requests as another implementation (botocore) makes them.
struct SignatureVectors: Decodable {
  struct Signed: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    let method: String
    let url: String
    let region: String
    let extraHeaders: [String: String]
    let bodyUtf8: String
    let xAmzContentSha256: String
    let sessionToken: String?
    let canonicalRequest: String
    let stringToSign: String
    let authorization: String

    var testDescription: String { name }
  }

  /// The moment of all of them: 2026-01-01T00:00:00Z.
  static let moment = Timestamp(microseconds: 1_767_225_600_000_000)

  let accessKey: String
  let secretKey: String
  let headerAuth: [Signed]

  static func load() throws -> SignatureVectors {
    let url = try #require(
      Bundle.module.url(forResource: "s3-sigv4", withExtension: "json", subdirectory: "Vectors"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Self.self, from: Data(contentsOf: url))
  }
}

extension SignatureVectors.Signed {
  /// The request that was signed.
  var request: S3Request {
    get throws {
      let parts = try #require(URLComponents(string: url))
      let host = try #require(parts.host) + (parts.port.map { ":\($0)" } ?? "")
      var request = S3Request(method, host: host, path: parts.percentEncodedPath)
      request.query = (parts.queryItems ?? []).map { S3Request.Field($0.name, $0.value ?? "") }
      request.headers = extraHeaders.map { S3Request.Field($0.key, $0.value) }
      request.body = Array(bodyUtf8.utf8)
      return request
    }
  }
}
