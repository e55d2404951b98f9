internal import Web

/// The pages of other origins that may ask this server from a browser, each named exactly (Fetch standard, section 3.2). They send
/// tokens, never cookies.
public struct CrossOrigins: Equatable, Sendable {
  /// Seconds for which a browser remembers what it was told.
  static let memorySeconds = 600
  /// What pages may send beside what browsers let everybody send.
  private static let requestFields = [
    "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "VoiceCore-Tenant",
  ]
  /// What pages may read beside what browsers let everybody read.
  private static let responseFields = [
    "Content-Disposition", "Deprecation", "ETag", "Idempotency-Replayed", "Link", "Location", "RateLimit",
    "RateLimit-Policy", "Retry-After", "Sunset", RequestIdentity.header,
  ]

  private let origins: Set<String>

  /// Nobody's pages.
  public static let none = CrossOrigins(origins: [])

  private init(origins: Set<String>) { self.origins = origins }

  /// Origins as browsers write them, separated by commas: `https://app.example.com, http://localhost:3000`. `nil` for anything
  /// else, such as a path, a wildcard, or `null`.
  public init?(_ text: String) {
    var origins: Set<String> = []
    for part in text.split(separator: ",") {
      let origin = part.filter { $0 != " " }
      guard !origin.isEmpty else { continue }
      guard Self.isOrigin(origin) else { return nil }
      origins.insert(origin)
    }
    self.origins = origins
  }

  private static func isOrigin(_ text: String) -> Bool {
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
      let place = text.dropFirst(scheme.count).utf8
      return !place.isEmpty
        && place.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || [".", "-", ":", "[", "]"].contains(Character(UnicodeScalar(byte)))
        }
    }
    return false
  }

  /// The answer, with what a browser must hear to hand it to the page that asked.
  func admitting(_ request: Request, _ response: Response) -> Response {
    guard !origins.isEmpty else { return response }
    var response = response
    response.headers.add("Vary", "Origin")
    guard let origin = origin(of: request) else { return response }
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = Self.responseFields.joined(separator: ", ")
    return response
  }

  /// The answer to `OPTIONS`: what the path has, and to a browser that asks for a page whether it may.
  func options(_ methods: [String], _ request: Request) -> Response {
    var response = Response.noContent
    response.headers["Allow"] = methods.joined(separator: ", ")
    guard origin(of: request) != nil, request.headers["Access-Control-Request-Method"] != nil else { return response }
    response.headers["Access-Control-Allow-Methods"] = methods.joined(separator: ", ")
    response.headers["Access-Control-Allow-Headers"] = Self.requestFields.joined(separator: ", ")
    response.headers["Access-Control-Max-Age"] = "\(Self.memorySeconds)"
    return response
  }

  /// The origin that asks, when it is one of these and asks once.
  private func origin(of request: Request) -> String? {
    let named = request.headers.all("Origin")
    guard named.count == 1, origins.contains(named[0]) else { return nil }
    return named[0]
  }
}
