internal import Web

/// Where traces go, in the terms of OpenTelemetry's own settings.
/// Source: OpenTelemetry, "OpenTelemetry Protocol Exporter" and "Resource SDK".
public struct OTLPSettings: Equatable, Sendable {
  /// What a server calls itself when nothing is said.
  public static let defaultServiceName = "voicecore"
  /// The most headers that go with each request.
  public static let maximumHeaders = 16

  /// A header that goes with each request: a collector's key, as a rule.
  public struct Header: Equatable, Sendable {
    public let name: String
    public let value: String
  }

  /// What is wrong with a setting; says no value.
  public enum Unusable: Error, Equatable, CustomStringConvertible {
    case endpoint, headers

    public var description: String {
      switch self {
      case .endpoint: "expected an http:// or https:// URL without query, such as http://127.0.0.1:4318"
      case .headers: "expected at most \(OTLPSettings.maximumHeaders) of NAME=VALUE, separated by commas"
      }
    }
  }

  /// The collector's door for traces.
  public let url: String
  public let headers: [Header]
  public let serviceName: String

  /// Settings of these texts.
  /// - Parameters:
  ///   - endpoint: the collector's address, under which traces are at `/v1/traces`.
  ///   - headers: `NAME=VALUE,NAME=VALUE`, values percent-encoded where they need it.
  /// - Throws: what is wrong first.
  public init(endpoint: String, headers: String = "", serviceName: String? = nil) throws(Unusable) {
    guard let parts = URLParts(endpoint), ["http", "https"].contains(parts.scheme), !parts.host.isEmpty, !parts.hasUser,
      parts.hasGoodPort, !parts.rest.contains(where: { "?#".contains($0) })
    else { throw .endpoint }
    url = (endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint) + "/v1/traces"
    var read: [Header] = []
    for pair in headers.split(separator: ",") {
      guard let equals = pair.firstIndex(of: "=") else { throw .headers }
      let name = pair[..<equals].filter { $0 != " " }
      guard let value = PercentEncoding.decode(pair[pair.index(after: equals)...]),
        !name.isEmpty, name.utf8.allSatisfy(Self.isToken), value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
      else { throw .headers }
      read.append(Header(name: String(name), value: value.trimmed))
    }
    guard read.count <= Self.maximumHeaders else { throw .headers }
    self.headers = read
    self.serviceName = serviceName ?? Self.defaultServiceName
  }

  /// What may stand in a header's name. Source: RFC 9110, section 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
