import DocumentedAPI
import PropertyTesting
import Web

extension LiveLaw {
  /// Property 22: every request gets the answer that the deployment's own document promises, one that is repeated under a key
  /// the same, and lists are read to their end without a gap.
  static let manners = LiveLaw(number: 22, title: "API Functionality", cases: 80) { stage in
    let trial = try await MannersTrial(stage)
    return (
      Property(22, "API Functionality", for: trial.cases, labels: { [$0.label] }) { input in
        try await stage.judging { try await trial.run(input) }
      }, nil
    )
  }
}

/// One thing that a client does.
enum MannersCase: Sendable, CustomStringConvertible {
  /// A request that is right or has one thing wrong with it.
  case fuzzed(FuzzedRequest)
  /// The same request twice under a key, then another one under it.
  case repeated(answer: String)
  /// So many entries, read in pages of that many.
  case paged(entries: Int, limit: Int)

  var label: String {
    switch self {
    case .fuzzed(let request): request.fault == .none ? "a right request" : "a wrong request"
    case .repeated: "a key again"
    case .paged: "pages"
    }
  }

  var description: String {
    switch self {
    case .fuzzed(let request): request.description
    case .repeated(let answer): "twice under one key: an entry that says \(answer)"
    case .paged(let entries, let limit): "\(entries) entries in pages of \(limit)"
    }
  }
}

/// A tenant that is asked anything but what would ring somebody, send something, or make what isn't deleted with it.
struct MannersTrial: Sendable {
  private static let leftOut = ["/v1/auth", "/v1/tenants", "/v1/webhook-endpoints", "/v1/users/me"]

  private let stage: LiveStage
  private let described: DescribedAPI
  private let tokens: [Asker: String]
  private let key: String
  private let stranger: String

  init(_ stage: LiveStage) async throws {
    self.stage = stage
    described = stage.described.without { path in
      !path.hasPrefix("/v1/") || path == "/v1/calls" || path.hasSuffix("/audio")
        || Self.leftOut.contains { path.hasPrefix($0) }
    }
    let tenant = try await stage.tenants.make()
    let administrator = try await stage.signIn(tenant.email, of: tenant)
    key = try await stage.tenants.key(of: tenant)
    stranger = try await stage.tenants.key(of: try await stage.tenants.make())
    // Never the platform's own token: it reaches other tenants.
    tokens = [
      .admin: administrator, .platform: administrator, .supervisor: key, .otherTenant: stranger,
      .agent: try await stage.tenants.key(of: tenant, named: "Second"),
    ]
    stage.tally.note(
      "left out, as they reach somebody or aren't deleted with a tenant: "
        + (["POST /v1/calls"] + Self.leftOut).joined(separator: ", "))
  }

  var cases: Gen<MannersCase> {
    .weighted([
      (8, described.requests.map { .fuzzed($0) }),
      (1, Gen<String>.ascii([.lowerLetters], count: 1...12).map { .repeated(answer: $0) }),
      (1, zip(Gen<Int>.int(1...5), Gen<Int>.int(1...3)).map { .paged(entries: $0, limit: $1) }),
    ])
  }

  func run(_ input: MannersCase) async throws {
    switch input {
    case .fuzzed(let request): try await ask(request)
    case .repeated(let answer): try await repeated(answer)
    case .paged(let entries, let limit): try await paged(entries, limit)
    }
  }

  private func ask(_ request: FuzzedRequest) async throws {
    var question = Prober.Question(
      method: request.method.rawValue, target: request.path + (request.query.map { "?" + $0 } ?? ""))
    question.headers = request.headers.map { ($0.name, $0.value) }
    if !request.body.isEmpty || request.operation.body != nil { question.body = request.body }
    var token: String?
    switch request.fault {
    case .noToken: break
    case .wrongToken: token = "nobodys"
    default: token = request.operation.needsToken ? tokens[request.asker] : nil
    }
    let answer = try await stage.client.ask(question, bearing: token)
    stage.tally.add(1, "requests judged")
    do {
      try described.judge(
        DescribedAnswer(status: answer.status, headers: answer.headers, body: answer.body), to: request)
    } catch let failure as RequirementFailure {
      throw RequirementFailure(
        "\(failure)\n\(answer.status) \(String(decoding: answer.body.prefix(600), as: UTF8.self))", fileID: #fileID,
        line: #line)
    }
  }

  private func repeated(_ text: String) async throws {
    let name = LiveTenant.word(20)
    func send(_ text: String) async throws -> Prober.Answer {
      var question = entry(text)
      question.headers.append(("Idempotency-Key", name))
      return try await stage.client.ask(question, bearing: key)
    }
    let first = try await send(text)
    try requireEqual(first.status, 201, "an entry is made")
    let second = try await send(text)
    try requireEqual(second.status, 201, "the same request again is answered")
    try requireEqual(second.tree, first.tree, "as it was the first time")
    let other = try await send(text + "x")
    try requireEqual(other.status, 422, "a key serves one request")
    try await takeOut(first.tree["id"]?.text ?? "")
  }

  private func paged(_ entries: Int, _ limit: Int) async throws {
    var made: [String] = []
    for number in 0..<entries {
      let answer = try await stage.client.ask(entry("Number \(number)"), bearing: key)
      try requireEqual(answer.status, 201, "an entry is made")
      made.append(answer.tree["id"]?.text ?? "")
    }
    var met: [String] = []
    var target = "/v1/knowledge?limit=\(limit)"
    // Shrinking and other cases may have left some; there are never many.
    for _ in 0..<200 {
      let page = try await stage.client.ask(Prober.Question(target: target), bearing: key)
      try requireEqual(page.status, 200, "a page")
      let items = page.tree["data"]?.items ?? []
      try requireAtMost(items.count, limit, "a page is no longer than asked for")
      met += items.compactMap { $0["id"]?.text }
      guard let cursor = page.tree["next_cursor"]?.text else { break }
      target = "/v1/knowledge?limit=\(limit)&cursor=\(Percent.encoded(cursor))"
      let foreign = try await stage.client.ask(Prober.Question(target: target), bearing: stranger)
      try requireEqual(foreign.status, 400, "a cursor is good for its own tenant")
    }
    try requireEqual(Set(met).count, met.count, "nothing is met twice")
    try require(made.allSatisfy(met.contains), "and nothing is left out")
    for id in made { try await takeOut(id) }
  }

  private func entry(_ answer: String) -> Prober.Question {
    .json("POST", "/v1/knowledge", .object(["question": .text("What is it?"), "answer": .text(answer)]))
  }

  private func takeOut(_ id: String) async throws {
    let answer = try await stage.client.ask(
      Prober.Question(method: "DELETE", target: "/v1/knowledge/\(id)"), bearing: key)
    try requireEqual(answer.status, 204, "an entry is taken out")
  }
}

extension Prober.Answer {
  /// Its header fields, in order.
  var headers: Headers {
    Headers(
      head.split(separator: "\n").compactMap { line in
        let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return halves.count == 2 ? Headers.Field(String(halves[0]), String(halves[1].trimmingPrefix(" "))) : nil
      })
  }
}
