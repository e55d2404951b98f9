/// A problem document (RFC 9457, `application/problem+json`): what is wrong, which field, what would help.
public struct Problem: Equatable, Sendable {
  public let status: Status
  /// Short and the same for every occurrence.
  public let title: String
  /// What is wrong this time and how to mend it; safe to show to anyone.
  public let detail: String?
  /// The field that is wrong, as a JSON pointer or parameter name.
  public let field: String?

  /// A problem.
  public init(_ status: Status, _ title: String, detail: String? = nil, field: String? = nil) {
    self.status = status
    self.title = title
    self.detail = detail
    self.field = field
  }

  /// The document as a response; `request` ties it to the log.
  public func response(to request: Request? = nil) -> Response {
    var members = ["\"type\":\"about:blank\"", "\"title\":\(JSONText.string(title))", "\"status\":\(status.code)"]
    if let detail { members.append("\"detail\":\(JSONText.string(detail))") }
    if let field { members.append("\"field\":\(JSONText.string(field))") }
    if let id = request?.id, !id.isEmpty { members.append("\"request_id\":\(JSONText.string(id))") }
    return Response(
      status, headers: ["Content-Type": "application/problem+json"],
      body: Array("{\(members.joined(separator: ","))}".utf8))
  }
}
