import DocumentedAPI
import PropertyExpectations
import PropertyTesting
import Server
import Synchronization
import Testing
import VoiceCore
import Web

/// Property 22, as far as the document says it: every operation, asked well and badly, by those who may and those who may not.
@Suite("The API as its document describes it")
struct DescribedAPITests {
  @Test(.cases(400), .caseLimit(.seconds(60)))
  func `every request has a documented answer, and a bad one a problem with the right status`() async throws {
    let described = DescribedAPI(try JSON(OpenAPIDocument(routes: try await Company().api.routes, version: "1").json))
    #expect(described.operations.count > 80)
    let reached = Reached()
    await expect(
      "documented answers", for: Gen<[FuzzedRequest]>.array(of: described.requests, count: 1...12),
      labels: { Set($0.map(\.fault.rawValue)).sorted() },
      coverage: FuzzedRequest.Fault.allCases.map { Coverage($0.rawValue, atLeast: 0.5) }
    ) { requests in
      let company = try await Company().provisioned(as: .tenantAdmin)
      let call = try await company.liveCall(of: company.one)
      try await company.end(call, of: company.one)
      let fuzzed = try await FuzzedCompany(company, described, reached)
      for request in requests { try await fuzzed.ask(request) }
    }
    let others = described.operations.map(\.name).filter { !reached.names.contains($0) }
    #expect(reached.names.count >= 20, "operations must be done and not only refused; never: \(others)")
  }
}

/// The operations that were done.
private final class Reached: Sendable {
  private let done = Mutex<Set<String>>([])

  var names: Set<String> { done.withLock { $0 } }

  func add(_ name: String) { done.withLock { _ = $0.insert(name) } }
}

/// A company that is asked anything.
private struct FuzzedCompany {
  let company: Company
  let described: DescribedAPI
  let tokens: [Asker: String]
  let reached: Reached

  init(_ company: Company, _ described: DescribedAPI, _ reached: Reached) async throws {
    self.reached = reached
    self.company = company
    self.described = described
    tokens = [
      .admin: try await company.token(of: company.one, role: .tenantAdmin),
      .supervisor: try await company.token(of: company.one, role: .supervisor),
      .agent: try await company.token(of: company.one, role: .agent),
      .otherTenant: try await company.token(of: company.two, role: .tenantAdmin),
      .platform: try await company.token(of: nil, role: .platformAdmin),
    ]
  }

  func ask(_ request: FuzzedRequest) async throws {
    var headers = request.headers
    switch request.fault {
    case .noToken: break
    case .wrongToken: headers.append(Headers.Field("Authorization", "Bearer nobody's"))
    default:
      if request.operation.needsToken, let token = tokens[request.asker] {
        headers.append(Headers.Field("Authorization", "Bearer \(token)"))
      }
      if request.asker == .platform { headers.append(Headers.Field("VoiceCore-Tenant", company.one.description)) }
    }
    let response = await company.router.respond(
      to: Request(
        request.method, request.path, query: request.query, headers: Headers(headers), body: request.body, id: "r-1"))
    if request.fault == .none, response.status.code < 300 { reached.add(request.operation.name) }
    do {
      try described.judge(
        DescribedAnswer(status: response.status.code, headers: response.headers, body: response.body), to: request,
        id: "r-1")
    } catch let failure as RequirementFailure {
      throw RequirementFailure(
        "\(failure)\n\(request)\n\(response.status.code) \(String(decoding: response.body.prefix(1000), as: UTF8.self))",
        fileID: #fileID, line: #line)
    }
  }
}
