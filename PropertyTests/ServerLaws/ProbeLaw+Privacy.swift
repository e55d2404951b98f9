import Generators
import Properties
import PropertyTesting

extension ProbeLaw {
  /// Property 12: whatever a request says of where it comes from, nothing of it is left anywhere.
  static let privacy = ProbeLaw(number: 12, title: "Privacy Compliance") { _, prober in
    Property(
      12, "Privacy Compliance", for: .addressProbe,
      labels: { [$0.spot.label, "asked by \($0.asker.rawValue)", $0.address.way] },
      coverage: [
        Coverage("in a header", atLeast: 20), Coverage("in a body", atLeast: 5), Coverage("in Forwarded", atLeast: 2),
        Coverage("in a session description", atLeast: 2), Coverage("in a form", atLeast: 2),
        Coverage("asked by agent", atLeast: 5),
      ]
    ) { probe in
      let question = await probe.question(by: prober)
      switch probe.asker {
      case .nobody, .carrier: _ = try await prober.ask(question)
      case .administrator: _ = try await prober.ask(question, as: LawTenant.account)
      case .supervisor: _ = try await prober.ask(question, as: LawTenant.peopleAccounts[0])
      case .agent: _ = try await prober.ask(question, as: LawTenant.peopleAccounts[1])
      }
      let (north, east) = probe.coordinates
      try requireNoTrace(
        of: [
          Spellings(of: "the address", probe.address.canonical + [probe.address.text]),
          Spellings(of: "the place", north, east),
        ], in: try await prober.evidence())
    }
  }
}

extension AddressProbe {
  /// What may be asked, apart from where the address stands.
  private static let routes: [(method: String, path: String)] = [
    ("POST", "/v1/auth/login"), ("POST", "/v1/auth/refresh"), ("POST", "/v1/auth/logout"), ("POST", "/v1/users"),
    ("POST", "/v1/users/me/password"), ("POST", "/v1/api-keys"), ("GET", "/v1/calls"), ("GET", "/v1/users"),
    ("GET", "/twilio/media"), ("GET", "/nothing/here"),
  ]

  /// Those of signing in are few a minute for each address, and a deployment's carrier is nobody's to play.
  private static let outsideRoutes = routes.filter { !$0.path.hasPrefix("/v1/auth") && !$0.path.hasPrefix("/twilio") }

  /// The request; the carrier's is signed.
  func question(by prober: Prober) async -> Prober.Question {
    let (method, path) = Self.routes[route % Self.routes.count]
    guard asker == .carrier else { return question(Prober.Question(method: method, target: path)) }
    return question(await prober.signedWebhook("/twilio/voice/\(route % 2 == 0 ? "incoming" : "status")", fields))
  }

  /// The request of somebody who knows no more than a token.
  var outsideQuestion: Prober.Question {
    let (method, path) = Self.outsideRoutes[route % Self.outsideRoutes.count]
    return question(Prober.Question(method: method, target: path))
  }

  private func question(_ bare: Prober.Question) -> Prober.Question {
    let (north, east) = coordinates
    let place = "\(north),\(east)"
    let path = bare.target
    var question = bare
    func json(_ members: String) {
      question.method = question.method == "GET" ? "POST" : question.method
      question.headers.append(("Content-Type", "application/json"))
      question.body = Array("{\(members)}".utf8)
    }
    switch spot {
    case .header(let name, let isListed):
      question.headers.append((name, isListed ? "10.0.0.1, \(address.text), \(place)" : address.text))
    case .forwarded:
      question.headers.append(("Forwarded", "for=\"\(address.text)\";proto=https, for=unknown;by=_hidden"))
    case .query:
      question.target += "?ip=\(Percent.encoded(address.text))&at=\(Percent.encoded(place))"
    case .path: question.target = "/v1/calls/" + Percent.encoded(address.text) + "/" + Percent.encoded(place)
    case .member(let name) where asker != .carrier:
      let said = JSONLiteral.text(address.text)
      switch (path, name) {
      case (Self.routes[0].path, "domain"): json("\"domain\":\(said),\"email\":\"a@b.example\",\"password\":\"x\"")
      case (Self.routes[0].path, _):
        json("\"domain\":\"laws.example\",\"email\":\"a@b.example\",\"password\":\(said)")
      default: json("\"\(name)\":\(said),\"latitude\":\(north),\"longitude\":\(east)")
      }
    case .sessionDescription(let isBody) where asker != .carrier:
      if isBody {
        question.method = "POST"
        question.headers.append(("Content-Type", "application/sdp"))
        question.body = Array(sessionDescription.utf8)
      } else {
        json("\"sdp\":\(JSONLiteral.text(sessionDescription))")
      }
    case .member, .sessionDescription, .formField: break
    }
    return question
  }

  /// What the carrier says of a call, and what somebody slipped in.
  private var fields: [(String, String)] {
    var fields = [
      ("CallSid", "CA0000000000000000000000000000\(1000 + route)"),
      ("AccountSid", "AC00000000000000000000000000000001"),
      ("From", "+15550100104"), ("To", LawTenant.line), ("CallStatus", "ringing"), ("Direction", "inbound"),
    ]
    switch spot {
    case .formField(let name): fields.append((name, "\(address.text) \(coordinates.north) \(coordinates.east)"))
    case .member(let name): fields.append((name, address.text))
    case .sessionDescription: fields.append(("Sdp", sessionDescription))
    default: break
    }
    return fields
  }

  /// RFC 8866 and RFC 8839.
  private var sessionDescription: String {
    let kind = if case .v4 = address.bits { "IP4" } else { "IP6" }
    return """
      v=0\r
      o=- 1 1 IN \(kind) \(address.text)\r
      c=IN \(kind) \(address.text)\r
      m=audio 9 UDP/TLS/RTP/SAVPF 111\r
      a=candidate:1 1 udp 2122260223 \(address.text) 54321 typ host\r
      a=candidate:2 1 udp 1686052607 \(address.text) 54322 typ srflx raddr \(address.text) rport 9\r

      """
  }
}
