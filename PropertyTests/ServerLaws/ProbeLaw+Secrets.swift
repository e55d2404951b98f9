import Generators
import Properties
import PropertyTesting

extension ProbeLaw {
  /// Property 38: a secret that is shown to a server, wherever, is said again nowhere. What a server gives out by contract
  /// (new tokens, a new key) isn't what it was shown.
  static let secrets = ProbeLaw(number: 38, title: "Secrets stay secret") { server, prober in
    Property(
      38, "Secrets stay secret", for: .secretProbe,
      labels: { [$0.sample.kind.rawValue, $0.isLive ? "the server's own" : "a sample", $0.spot.rawValue] },
      coverage: [Coverage("the server's own", atLeast: 30), Coverage("a sample", atLeast: 30)]
    ) { probe in
      let secret = try await probe.secret(of: server, prober)
      let answer = try await probe.ask(secret, prober)
      let thrown = Spellings(of: "the secret that was shown (\(probe.sample.kind.rawValue))", secret)
      try requireNoTrace(of: [thrown], in: answer.evidence)
      let tokens = try await prober.tokens(of: LawTenant.account)
      var sought = [
        thrown, Spellings(of: "an access token", tokens.access), Spellings(of: "a refresh token", tokens.refresh),
        Spellings(of: "an API key", try await prober.apiKey()), Spellings(of: "a password", LawTenant.account.password),
      ]
      for own in server.secrets { sought.append(Spellings(of: own.name, own.text)) }
      try requireNoTrace(of: sought, in: try await prober.evidence())
    }
  }
}

extension SecretProbe {
  private static let json = ("Content-Type", "application/json")
  private static let routes: [(method: String, path: String)] = [
    ("GET", "/v1/calls"), ("GET", "/v1/users"), ("POST", "/v1/users"), ("POST", "/v1/api-keys"),
    ("GET", "/v1/api-keys"),
    ("POST", "/v1/auth/login"), ("POST", "/v1/auth/refresh"), ("POST", "/v1/auth/logout"),
    ("POST", "/v1/users/me/password"), ("GET", "/healthz"), ("GET", "/openapi.json"), ("DELETE", "/nothing"),
  ]

  /// What is shown.
  func secret(of server: ProbedServer, _ prober: Prober) async throws -> String {
    guard isLive else { return sample.text }
    switch sample.kind {
    case .password: return LawTenant.account.password
    case .accessToken: return try await prober.tokens(of: LawTenant.account).access
    case .refreshToken: return try await prober.tokens(of: LawTenant.account).refresh
    case .apiKey: return try await prober.apiKey()
    case .webhookSecret, .signingKey: return server.secrets.first?.text ?? sample.text
    case .masterKey: return server.secrets.last?.text ?? sample.text
    }
  }

  /// Shows it where the probe says.
  func ask(_ secret: String, _ prober: Prober) async throws -> Prober.Answer {
    let account = LawTenant.account
    let (method, path) = Self.routes[route % Self.routes.count]
    var question = Prober.Question(method: method, target: path)
    let coded = Percent.encoded(secret)
    // A header has no line breaks and is ASCII here; what isn't comes percent-encoded, as a browser would send it.
    let isPlain = secret.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    let line = isPlain ? secret : coded
    func body(_ text: String) {
      question.method = "POST"
      question.headers.append(Self.json)
      question.body = Array(text.utf8)
    }
    let literal = JSONLiteral.text(secret)
    switch spot {
    case .bearer:
      question.headers.append(("Authorization", "Bearer \(line)"))
      return try await prober.ask(question)
    case .basic:
      question.headers.append(("Authorization", "Basic \(line)"))
      return try await prober.ask(question)
    case .cookie: question.headers.append(("Cookie", "voicecore_device=\(line); session=\(line)"))
    case .requestID: question.headers.append(("X-Request-Id", line))
    case .userAgent: question.headers.append(("User-Agent", line))
    case .otherHeader: question.headers.append(("X-Api-Key", line))
    case .headerName:
      let name = line.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "-_.%".utf8.contains(byte)
      }
      question.headers.append((name ? line : "X-" + coded.filter { $0 != "%" }, "1"))
    case .parameter: question.target += "?token=\(coded)"
    case .parameterName: question.target += "?\(coded)=1"
    case .path: question.target = "/v1/calls/\(coded)"
    case .newPassword:
      question.target = "/v1/users"
      body(
        """
        {"email":"new-\(secret.utf8.reduce(UInt32(7)) { $0 &* 31 &+ UInt32($1) })@laws.example","name":"N","role":"agent",\
        "password":\(literal)}
        """)
    case .currentPassword:
      // Nobody's is changed: the new one is too short.
      question.target = "/v1/users/me/password"
      body("{\"current_password\":\(literal),\"new_password\":\"x\"}")
      return try await prober.ask(question, as: LawTenant.peopleAccounts[3])
    case .loginPassword:
      question.target = "/v1/auth/login"
      body("{\"domain\":\"laws.example\",\"email\":\"nobody@laws.example\",\"password\":\(literal)}")
      return try await prober.ask(question)
    case .refreshToken:
      question.target = "/v1/auth/refresh"
      // The good one would be used up: the law's own session is another matter.
      body("{\"refresh_token\":\(isLive && sample.kind == .refreshToken ? "\"vcr_a.b\"" : literal)}")
      return try await prober.ask(question)
    case .member: body("{\"api_key\":\(literal)}")
    case .memberName: body("{\(literal):1}")
    case .role: body("{\"email\":\"a@laws.example\",\"name\":\"N\",\"role\":\(literal),\"password\":\"x\"}")
    case .brokenBody: body("{\"password\":\(literal),")
    case .otherBody:
      question.method = "POST"
      question.headers.append(("Content-Type", "text/plain"))
      question.body = Array(secret.utf8)
    case .formField:
      return try await prober.ask(
        await prober.signedWebhook(
          "/twilio/voice/status",
          [
            ("CallSid", "CA00000000000000000000000000000777"), ("AccountSid", "AC00000000000000000000000000000001"),
            ("To", LawTenant.line), ("From", "+15550100104"), ("CallStatus", "completed"), ("Token", secret),
          ]))
    }
    return try await prober.ask(question, as: account)
  }
}
