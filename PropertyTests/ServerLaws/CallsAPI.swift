import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// The REST API as a client uses it: signs in, reads calls and transcripts.
actor CallsAPI {
  /// The longest answer that is read.
  private static let maximumBytes = 4 << 20
  private static let patience = TimeAmount.seconds(10)
  /// Between two questions.
  private static let interval = Duration.milliseconds(20)
  /// Calls that are looked through for one; more than are ever placed at once.
  private static let page = 50

  /// An answer that isn't the one that was asked for.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// As much of a call as the laws read.
  struct CallLine: Decodable, Sendable {
    struct Transfer: Decodable, Sendable { let reason: String }
    struct Record: Decodable, Sendable { let disposition: String }

    let id: String
    let carrier_call_id: String
    let failed_attempts: Int
    let transfer: Transfer?
    let detail_record: Record?
  }

  private struct Session: Decodable { let access_token: String }
  private struct Page<Line: Decodable>: Decodable { let data: [Line] }
  private struct Utterance: Decodable {
    let speaker: HeardCall.Line.Speaker
    let text: String
  }

  private let baseURL: String
  private let account: RunningServer.Account
  private var token: String?

  init(of server: RunningServer) {
    baseURL = server.baseURL
    account = server.account
  }

  /// The call that the carrier calls so, once it has its record; `nil` when it has none in time.
  func endedCall(_ carrierID: String, within limit: Duration) async throws -> CallLine? {
    let end = ContinuousClock.now + limit
    var id: String?
    while ContinuousClock.now < end {
      let call: CallLine?
      if let id {
        call = try await get("/v1/calls/\(id)", as: CallLine.self)
      } else {
        let page = try await get("/v1/calls?limit=\(Self.page)", as: Page<CallLine>.self)
        call = page.data.first { $0.carrier_call_id == carrierID }
      }
      if let call, call.detail_record != nil { return call }
      id = call?.id
      try await Task.sleep(for: Self.interval)
    }
    return nil
  }

  /// What was said in it, in order.
  func transcript(of call: CallLine) async throws -> [HeardCall.Line] {
    try await get("/v1/calls/\(call.id)/transcript", as: Page<Utterance>.self).data.map { .init($0.speaker, $0.text) }
  }

  private func signIn() async throws -> String {
    var request = HTTPClientRequest(url: baseURL + "/v1/auth/login")
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    let body = ["domain": account.domain, "email": account.email, "password": account.password]
    request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
    let (status, answer) = try await send(request)
    guard status == 200 else { throw refusal(request, status, answer) }
    let session = try JSONDecoder().decode(Session.self, from: Data(answer.readableBytesView))
    token = session.access_token
    return session.access_token
  }

  private func get<Answer: Decodable>(_ target: String, as type: Answer.Type) async throws -> Answer {
    var request = HTTPClientRequest(url: baseURL + target)
    var signIns = 0
    while true {
      let token = if let token { token } else { try await signIn() }
      request.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(token)")
      let (status, answer) = try await send(request)
      switch status {
      case 200: return try JSONDecoder().decode(Answer.self, from: Data(answer.readableBytesView))
      case 401 where signIns == 0:  // tokens live for some minutes only
        signIns += 1
        self.token = nil
      default: throw refusal(request, status, answer)
      }
    }
  }

  private func send(_ request: HTTPClientRequest) async throws -> (status: UInt, answer: ByteBuffer) {
    let response = try await HTTPClient.shared.execute(request, timeout: Self.patience)
    return (response.status.code, try await response.body.collect(upTo: Self.maximumBytes))
  }

  private func refusal(_ request: HTTPClientRequest, _ status: UInt, _ answer: ByteBuffer) -> Refusal {
    Refusal(description: "\(request.url): \(status) \(String(buffer: answer).prefix(200))")
  }
}
