internal import Web

/// Which bucket holds the objects, how it is reached, and who asks.
public struct S3Settings: Equatable, Sendable {
  /// Where the bucket's name stands in an address. Source: Amazon S3, "Methods for accessing a bucket".
  public enum Addressing: String, Sendable, CaseIterable {
    /// In front of the host: what AWS wants.
    case host
    /// First in the path: what other stores take, and AWS still does.
    case path
  }

  public let bucket: String
  public let region: String
  public let addressing: Addressing
  public let credentials: S3Credentials
  private let isSecure: Bool
  private let endpointAuthority: String

  /// Reads `s3://bucket?region=…&endpoint=…&addressing=…`. Without an endpoint it is AWS's of the region; without a word on
  /// addressing it is by path at an endpoint of one's own and for names that hold a dot, which a certificate wouldn't cover, else by host.
  /// - Throws: everything that is wrong, at once.
  public init(url: String, credentials: S3Credentials) throws(Unusable) {
    var problems: [Problem] = []
    let halves = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let bucket = Self.bucket(in: halves[0])
    let fields = FormFields(encoded: halves.count == 2 ? halves[1] : "")?.fields
    let names = fields?.map(\.name) ?? []
    if fields == nil || names.count != Set(names).count
      || !Set(names).isSubset(of: ["region", "endpoint", "addressing"])
    {
      problems.append(.query)
    }
    func value(_ name: String) -> String? { fields?.first { $0.name == name }?.value }
    let region = value("region") ?? ""
    if bucket == nil { problems.append(.bucket) }
    if !Self.isRegion(region) { problems.append(.region) }
    let endpoint = value("endpoint").map(Self.endpoint)
    if case .some(nil) = endpoint { problems.append(.endpoint) }
    let addressing = value("addressing").map { Addressing(rawValue: $0) }
    if case .some(nil) = addressing { problems.append(.addressing) }
    if !Self.isWord(credentials.accessKeyID, longest: 128) { problems.append(.accessKeyID) }
    if !Self.isWord(credentials.secretAccessKey, longest: 256) { problems.append(.secretAccessKey) }
    if let token = credentials.sessionToken, !Self.isWord(token, longest: 8192) { problems.append(.sessionToken) }
    guard problems.isEmpty, let bucket else { throw Unusable(problems: problems) }
    self.bucket = bucket
    self.region = region
    self.credentials = credentials
    let own = endpoint ?? nil
    isSecure = own?.isSecure ?? true
    endpointAuthority = own?.authority ?? "s3.\(region).amazonaws.com"
    self.addressing = (addressing ?? nil) ?? (own != nil || bucket.contains(".") ? .path : .host)
  }

  /// `https://host[:port]` in front of every path.
  var base: String { (isSecure ? "https://" : "http://") + host }

  /// The host, with its port unless it is the scheme's: what is asked for and what is signed.
  var host: String { addressing == .host ? "\(bucket).\(endpointAuthority)" : endpointAuthority }

  /// The path of the bucket itself.
  var bucketPath: String { addressing == .host ? "/" : "/\(bucket)" }

  /// The path of an object.
  func path(of key: String) -> String {
    // Every part by itself: slashes stay. Source: AWS, "Signature Version 4", canonical URI of S3.
    let parts = key.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode(String($0)) }
    return (addressing == .host ? "/" : "/\(bucket)/") + parts.joined(separator: "/")
  }

  /// Source: Amazon S3, "Bucket naming rules".
  private static func bucket(in text: String) -> String? {
    guard text.hasPrefix("s3://") else { return nil }
    let name = text.dropFirst(5).hasSuffix("/") ? text.dropFirst(5).dropLast() : text.dropFirst(5)
    guard (3...63).contains(name.utf8.count),
      name.utf8.allSatisfy({ isLowerCase($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }),
      let first = name.utf8.first, let last = name.utf8.last,
      isLowerCase(first) || isDigit(first), isLowerCase(last) || isDigit(last), !name.contains("..")
    else { return nil }
    return String(name)
  }

  private static func isRegion(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { isLowerCase($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static func endpoint(_ text: String) -> (isSecure: Bool, authority: String)? {
    guard let parts = URLParts(text), parts.scheme == "https" || (parts.scheme == "http" && parts.isLoopback),
      !parts.host.isEmpty, parts.hasGoodPort, !parts.hasUser, parts.rest.isEmpty || parts.rest == "/"
    else { return nil }
    let isStandard = parts.port == nil || parts.port == parts.defaultPort
    return (parts.scheme == "https", isStandard ? String(parts.host) : String(parts.authority))
  }

  /// Something to be written into a header as it is.
  private static func isWord(_ text: String, longest: Int) -> Bool {
    (1...longest).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func isLowerCase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension S3Settings {
  /// A setting that can't be used; `description` says what is expected.
  public enum Problem: String, Sendable, CaseIterable, CustomStringConvertible {
    case bucket, region, endpoint, addressing, query, accessKeyID, secretAccessKey, sessionToken

    public var description: String {
      switch self {
      case .bucket:
        "expected s3://BUCKET?region=REGION, the bucket in 3 to 63 small letters, digits, dots and hyphens"
      case .region: "region= is missing or no region's name, such as eu-central-1"
      case .endpoint: "endpoint= must be https://host[:port], or http:// on a loopback host"
      case .addressing: "addressing= must be host or path"
      case .query: "only region=, endpoint= and addressing= are known, each once and percent-encoded"
      case .accessKeyID: "missing or malformed; s3:// needs the access key's id"
      case .secretAccessKey: "missing or malformed; s3:// needs the access key's secret"
      case .sessionToken: "malformed; leave it out for keys that don't expire"
      }
    }
  }

  /// All that is wrong with the settings.
  public struct Unusable: Error, Equatable, Sendable, CustomStringConvertible {
    public let problems: [Problem]

    /// A line in all.
    public var description: String { problems.map(\.description).joined(separator: "; ") }
  }
}
