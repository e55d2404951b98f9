import AsyncHTTPClient
import CommandConventions
import Foundation
import NIOCore
import NIOHTTP1

/// The REST API as a client uses it: signs in, reads calls and transcripts.
struct DemoAPI {
  /// The longest answer that is read.
  static let maximumBytes = 1 << 20

  let baseURL: String

  struct Session: Decodable { let access_token: String }

  private struct Page: Decodable { let data: [CallLine] }

  struct CallLine: Decodable {
    struct Record: Decodable {
      let duration_seconds: Double
      let disposition: String
      let cause: String
    }

    struct Transfer: Decodable {
      let reason: String
      let outcome: String?
    }

    let id: String
    let from: String?
    let to: String
    let started_at: String
    let failed_attempts: Int
    let transfer: Transfer?
    let detail_record: Record?
  }

  private struct Transcript: Decodable {
    struct Line: Decodable { let text: String }
    let data: [Line]
  }

  func signIn() async throws -> Session {
    var request = HTTPClientRequest(url: baseURL + "/v1/auth/login")
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    let body = ["domain": DemoTenant.domain, "email": DemoTenant.administrator, "password": DemoRun.password]
    request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
    return try await send(request)
  }

  func transcripts(_ session: Session) async throws -> [String] {
    var texts: [String] = []
    for call in try await calls(session) {
      let transcript: Transcript = try await get("/v1/calls/\(call.id)/transcript", session)
      texts += transcript.data.map(\.text)
    }
    return texts
  }

  func recordTable(_ session: Session) async throws -> String {
    let heading = ["started", "from", "to", "duration", "disposition", "cause", "failed", "transfer"]
    let rows = try await calls(session).map { call in
      [
        String(call.started_at.prefix(19)), call.from ?? "withheld", call.to,
        call.detail_record.map { String(format: "%.1f s", $0.duration_seconds) } ?? "live",
        call.detail_record?.disposition ?? "–", call.detail_record?.cause ?? "–", "\(call.failed_attempts)",
        call.transfer.map { "\($0.reason): \($0.outcome ?? "pending")" } ?? "–",
      ]
    }
    return TextTable(heading, rows, indent: "  ").text
  }

  func calls(_ session: Session) async throws -> [CallLine] {
    let page: Page = try await get("/v1/calls?limit=20", session)
    return page.data
  }

  private func get<Answer: Decodable>(_ target: String, _ session: Session) async throws -> Answer {
    var request = HTTPClientRequest(url: baseURL + target)
    request.headers.add(name: "Authorization", value: "Bearer \(session.access_token)")
    return try await send(request)
  }

  private func send<Answer: Decodable>(_ request: HTTPClientRequest) async throws -> Answer {
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    let body = try await response.body.collect(upTo: Self.maximumBytes)
    guard response.status.code == 200 else {
      throw CouldNotRun("\(request.url): \(response.status.code) \(String(buffer: body).prefix(200))")
    }
    return try JSONDecoder().decode(Answer.self, from: Data(body.readableBytesView))
  }
}
