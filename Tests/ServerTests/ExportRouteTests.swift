import Server
import Testing
import VoiceCore
import Web

@Suite("Exports over HTTP")
struct ExportRouteTests {
  static let path = "/v1/exports"
  static let body = #"{"resource":"calls","format":"csv"}"#

  private static func office() async throws -> (company: Company, admin: String) {
    let company = try await Company().provisioned()
    return (company, try await company.token(of: company.one))
  }

  /// Has what is asked for written, in parts of so many bytes.
  private static func write(in company: Company, partBytes: Int = Export.partBytes) async throws {
    var limits = WriteExports.Limits()
    limits.partBytes = partBytes
    let write = WriteExports(
      store: company.store, objects: company.objects, sealing: OpenSealing(), digests: ContentDigests { Tallied() },
      time: company.time, chance: Chance { 6 }, limits: limits)
    _ = try await write(of: company.one)
  }

  private struct Tallied: ContentDigest {
    var count = 0
    mutating func take(_ bytes: [UInt8]) { count += bytes.count }
    var hex: String { String(repeating: "0", count: 64 - "\(count)".count) + "\(count)" }
  }

  /// What a link leads to, whole or a part of it.
  private static func download(_ url: String, _ company: Company, range: String? = nil) async -> (Response, [UInt8]) {
    let parts = url.dropFirst(Company.publicURL.count).split(separator: "?", maxSplits: 1).map(String.init)
    let fields = range.map { [Headers.Field("Range", $0)] } ?? []
    let response = await company.router.respond(
      to: Request(.get, parts[0], query: parts.last, headers: Headers(fields), id: "r-1"))
    var bytes = response.body
    while let piece = await response.live?.next() { bytes += piece }
    return (response, bytes)
  }

  @Test func `what is asked for is written, shown with its manifest, and downloaded by a link`() async throws {
    let (company, admin) = try await Self.office()
    let call = try await company.liveCall(of: company.one)
    _ = try await company.liveCall(of: company.two)
    let made = await company.send(.post, Self.path, Self.body, token: admin)
    #expect(made.status == .accepted)
    #expect(try made.tree["status"] == .text("waiting") && made.tree["url"] == .null)
    let place = try #require(made.headers["Location"])
    try await Self.write(in: company, partBytes: 64)
    let shown = try await company.get(place, token: admin).tree
    #expect(shown["status"] == .text("ready") && shown["manifest"]?["rows"] == .number(1))
    #expect(try await company.get(Self.path, token: admin).tree["data"]?.items.first?["url"] == .null)
    let url = try #require(shown["url"]?.text)
    let (response, whole) = await Self.download(url, company)
    let lines = String(decoding: whole, as: UTF8.self).split(separator: "\r\n")
    #expect(response.status == .ok && response.live?.count == whole.count && lines.count == 2)
    #expect(lines.last?.hasPrefix("\(call.id),in_progress,inbound,'+14155550199,'+14155550101,") == true)
    #expect(shown["manifest"]?["size_bytes"] == .number(Double(whole.count)))
    #expect(response.headers["Content-Type"]?.hasPrefix("text/csv") == true)
    // Gone on with in the middle of a part.
    let (part, rest) = await Self.download(url, company, range: "bytes=70-")
    #expect(part.status == .partialContent && rest == Array(whole[70...]))
    #expect(part.headers["Content-Range"] == "bytes 70-\(whole.count - 1)/\(whole.count)")
    #expect(await Self.download(url, company, range: "bytes=999999-").0.status == .rangeNotSatisfiable)
    #expect(await Self.download(url + "0", company).0.status == .forbidden)
    company.time.pass(DownloadLinks.lifetime)
    #expect(await Self.download(url, company).0.status == .forbidden)
  }

  @Test func `who asks, and who is given a link, stands in the audit log`() async throws {
    let (company, admin) = try await Self.office()
    let place = try #require(await company.send(.post, Self.path, Self.body, token: admin).headers["Location"])
    _ = await company.get(place, token: admin)
    try await Self.write(in: company)
    _ = await company.get(place, token: admin)
    #expect(try await company.audited(company.one).map(\.action) == [.exportContent, .exportContent])
  }

  @Test func `another company's export is not found`() async throws {
    let (company, admin) = try await Self.office()
    let place = try #require(await company.send(.post, Self.path, Self.body, token: admin).headers["Location"])
    let other = try await company.token(of: company.two)
    #expect(await company.get(place, token: other).status == .notFound)
  }

  @Test func `no more are waited for at once than may be`() async throws {
    let (company, admin) = try await Self.office()
    for _ in 1...ExportShelf.maximumOpen {
      #expect(await company.send(.post, Self.path, Self.body, token: admin).status == .accepted)
    }
    #expect(await company.send(.post, Self.path, Self.body, token: admin).status == .conflict)
    try await Self.write(in: company)
    #expect(await company.send(.post, Self.path, Self.body, token: admin).status == .accepted)
  }

  @Test(arguments: [
    (#"{"format":"csv"}"#, "400 Malformed body (resource)"),
    (#"{"resource":"secrets","format":"csv"}"#, "422 Not acceptable (resource)"),
    (#"{"resource":"calls","format":"xlsx"}"#, "422 Not acceptable (format)"),
    (#"{"resource":"calls","format":"csv","from":"yesterday"}"#, "422 Not acceptable (from)"),
    (
      #"{"resource":"calls","format":"csv","from":"2026-01-02T00:00:00Z","to":"2026-01-02T00:00:00Z"}"#,
      "422 Not acceptable (to)"
    ),
    (
      #"{"resource":"knowledge","format":"csv","from":"2026-01-02T00:00:00Z"}"#, "422 Not acceptable (from)"
    ),
  ])
  func `what can't be exported says which field is wrong`(json: String, problem: String) async throws {
    let (company, admin) = try await Self.office()
    #expect(await company.send(.post, Self.path, json, token: admin).problem == problem)
  }
}
