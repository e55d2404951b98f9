import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Properties
import PropertyTesting
import Simulators

/// Asks a server whatever a law wants asked, and keeps tokens for those who sign in.
actor Prober {
  /// The longest answer that is read.
  private static let maximumBytes = 4 << 20
  private static let patience = TimeAmount.seconds(20)

  /// One request.
  struct Question: Sendable {
    var method = "GET"
    /// Path and query, percent-encoded.
    var target: String
    var headers: [(name: String, value: String)] = []
    var body: [UInt8]?
  }

  /// All of an answer.
  struct Answer: Sendable {
    let status: Int
    let head: String
    let body: [UInt8]

    var evidence: [Evidence] { [Evidence("the answer's head", head), Evidence("the answer", body)] }
  }

  private struct Session: Decodable {
    let access_token: String
    let refresh_token: String
  }

  private let server: ProbedServer
  private var sessions: [String: Session] = [:]
  private var key: String?
  private var calls = 0
  /// Calls that were placed, for the laws that look at them.
  var dials: [DialledCall: PlacedDial] = [:]

  init(of server: ProbedServer) { self.server = server }

  /// Asks. A server that fails has failed the law, whichever it is.
  func ask(_ question: Question) async throws -> Answer {
    var request = HTTPClientRequest(url: server.baseURL + question.target)
    request.method = HTTPMethod(rawValue: question.method)
    for (name, value) in question.headers { request.headers.add(name: name, value: value) }
    if let body = question.body { request.body = .bytes(ByteBuffer(bytes: body)) }
    let response = try await HTTPClient.shared.execute(request, timeout: Self.patience)
    let body = try await response.body.collect(upTo: Self.maximumBytes)
    let head = response.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    let status = Int(response.status.code)
    try require(status < 500 || status == 503, "\(question.method) is answered by \(status)")
    return Answer(status: status, head: head, body: Array(body.readableBytesView))
  }

  /// Asks as somebody who has signed in.
  func ask(_ question: Question, as account: RunningServer.Account) async throws -> Answer {
    var question = question
    question.headers.append(("Authorization", "Bearer \(try await tokens(of: account).access)"))
    let answer = try await ask(question)
    guard answer.status == 401 else { return answer }
    // Tokens live for some minutes only.
    sessions[account.email] = nil
    question.headers[question.headers.count - 1].value = "Bearer \(try await tokens(of: account).access)"
    return try await ask(question)
  }

  /// What somebody has from signing in.
  func tokens(of account: RunningServer.Account) async throws -> (access: String, refresh: String) {
    if let known = sessions[account.email] { return (known.access_token, known.refresh_token) }
    let body = ["domain": account.domain, "email": account.email, "password": account.password]
    let answer = try await ask(
      Question(
        method: "POST", target: "/v1/auth/login", headers: [("Content-Type", "application/json")],
        body: Array(try JSONEncoder().encode(body))))
    try requireEqual(answer.status, 200, "signing in as \(account.email)")
    let session = try JSONDecoder().decode(Session.self, from: Data(answer.body))
    sessions[account.email] = session
    return (session.access_token, session.refresh_token)
  }

  /// An API key of the tenant, made once.
  func apiKey() async throws -> String {
    struct Made: Decodable { let secret: String }
    if let key { return key }
    let answer = try await ask(
      Question(
        method: "POST", target: "/v1/api-keys", headers: [("Content-Type", "application/json")],
        body: Array(#"{"name":"laws","scopes":["calls:read"]}"#.utf8)), as: LawTenant.account)
    try requireEqual(answer.status, 201, "making an API key")
    let made = try JSONDecoder().decode(Made.self, from: Data(answer.body)).secret
    key = made
    return made
  }

  /// The carrier's name for another call.
  func newCall() -> String {
    calls += 1
    let digits = String(calls)
    return "CA" + String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// Everything that the server keeps and tells by now, its metrics among it.
  func evidence() async throws -> [Evidence] {
    let metrics = try await ask(Question(target: "/metrics"))
    return try await server.evidence() + [Evidence("/metrics", metrics.body)]
  }

  /// A webhook as the carrier sends it.
  func signedWebhook(_ path: String, _ fields: [(String, String)]) -> Question {
    let form = fields.map { FormField($0.0, $0.1) }
    let signature = CarrierSignature(authToken: server.carrierToken).sign(url: server.baseURL + path, fields: form)
    let body = fields.map { "\(Percent.encoded($0.0))=\(Percent.encoded($0.1))" }.joined(separator: "&")
    return Question(
      method: "POST", target: path,
      headers: [
        ("X-Twilio-Signature", signature), ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
      ], body: Array(body.utf8))
  }
}

/// Percent-encoding of whatever text (RFC 3986, section 2.1).
enum Percent {
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        String(Unicode.Scalar(byte))
      default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// A text as JSON.
enum JSONLiteral {
  static func text(_ text: String) -> String {
    guard let data = try? JSONEncoder().encode([text]) else { return "\"\"" }
    return String(String(decoding: data, as: UTF8.self).dropFirst().dropLast())
  }
}
