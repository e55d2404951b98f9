import Generators
import PropertyTesting

/// An address or a place, and where in a request it is said.
struct AddressProbe: Equatable, Sendable {
  /// Who asks.
  enum Asker: String, Sendable, CaseIterable { case nobody, carrier, administrator, supervisor, agent }

  /// Where it stands.
  enum Spot: Equatable, Sendable {
    /// The whole value of a header, or one in a list.
    case header(String, isListed: Bool)
    /// RFC 7239.
    case forwarded
    case query, path
    /// A member of a JSON body that asks for it, or for nothing of the kind.
    case member(String)
    /// A session description with candidates (RFC 8839), in a member or as a body of its own.
    case sessionDescription(isBody: Bool)
    case formField(String)

    var label: String {
      switch self {
      case .header: "in a header"
      case .forwarded: "in Forwarded"
      case .query, .path: "in the target"
      case .member: "in a body"
      case .sessionDescription: "in a session description"
      case .formField: "in a form"
      }
    }
  }

  let address: SpelledAddress
  /// Degrees north and east, in millionths.
  let latitude: Int
  let longitude: Int
  let spot: Spot
  let route: Int
  let asker: Asker

  /// The coordinates as they are written.
  var coordinates: (north: String, east: String) { (Self.degrees(latitude), Self.degrees(longitude)) }

  private static func degrees(_ millionths: Int) -> String {
    let digits = String(abs(millionths) % 1_000_000)
    return "\(millionths < 0 ? "-" : "")\(abs(millionths) / 1_000_000)."
      + String(repeating: "0", count: 6 - digits.count) + digits
  }

  static let headers = [
    "X-Forwarded-For", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "CF-Connecting-IPv6", "Fastly-Client-IP",
    "X-Client-IP", "X-Cluster-Client-IP", "X-Original-Forwarded-For", "X-Remote-Addr", "Client-IP", "Via", "From",
    "Referer", "Origin", "User-Agent", "Cookie", "X-Request-Id", "X-Forwarded-Host", "X-Geo-Position", "CF-IPCity",
    "X-AppEngine-CityLatLong", "VoiceCore-Tenant", "traceparent", "Accept-Language",
  ]
}

extension Gen where Value == AddressProbe {
  /// Anything that a request may say of where it comes from.
  static var addressProbe: Gen {
    gen { source in
      let address = try source.draw(.spelledAddress)
      let spot: AddressProbe.Spot =
        switch try source.draw(.int(0...11)) {
        case 0, 1, 2, 3, 4:
          .header(try source.draw(.element(of: AddressProbe.headers)), isListed: try source.draw(.bool))
        case 5: .forwarded
        case 6: .query
        case 7: .path
        case 8, 9: .member(try source.draw(.element(of: ["ip", "domain", "role", "email", "location", "password"])))
        case 10: .sessionDescription(isBody: try source.draw(.bool))
        default: .formField(try source.draw(.element(of: ["IceCandidate", "RemoteAddress", "FromCity", "Latitude"])))
        }
      return AddressProbe(
        address: address, latitude: try source.draw(.int(-89_999_999...89_999_999)),
        longitude: try source.draw(.int(-179_999_999...179_999_999)), spot: spot,
        route: try source.draw(.int(0...9)), asker: try source.draw(.element(of: AddressProbe.Asker.allCases)))
    }
  }
}
