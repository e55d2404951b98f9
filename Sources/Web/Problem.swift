/// A problem document (RFC 9457, `application/problem+json`): what is wrong, which field, what would help.
public struct Problem: Equatable, Sendable {
  /// Where a field stands that is wrong.
  public enum Place: Sendable { case body, query, header }

  public let status: Status
  /// Short and the same for every occurrence.
  public let title: String
  /// What is wrong this time and how to mend it; safe to show to anyone.
  public let detail: String?
  /// The field that is wrong: a path in the body (`week/monday`), the name of a parameter or header.
  public let field: String?
  /// Where it stands.
  public let place: Place
  /// The name of the limit that was met.
  public let limit: String?

  /// A problem.
  public init(
    _ status: Status, _ title: String, detail: String? = nil, field: String? = nil, in place: Place = .body,
    limit: String? = nil
  ) {
    self.status = status
    self.title = title
    self.detail = detail
    self.field = field
    self.place = place
    self.limit = limit
  }

  /// The title as programs read it: `malformed_body`.
  public var code: String { Self.words(title, joinedBy: "_") }

  /// The document as a response; `request` ties it to the log.
  public func response(to request: Request? = nil) -> Response {
    var members = [
      "\"type\":\"urn:problem-type:voicecore:\(Self.words(title, joinedBy: "-"))\"",
      "\"title\":\(JSONText.string(title))", "\"status\":\(status.code)", "\"code\":\"\(code)\"",
    ]
    if let detail { members.append("\"detail\":\(JSONText.string(detail))") }
    if let field {
      members.append("\"field\":\(JSONText.string(field))")
      members.append("\"errors\":[{\(error(at: field))}]")
    }
    if let limit { members.append("\"limit\":\(JSONText.string(limit))") }
    if let id = request?.id, !id.isEmpty { members.append("\"request_id\":\(JSONText.string(id))") }
    return Response(
      status, headers: ["Content-Type": "application/problem+json"],
      body: Array("{\(members.joined(separator: ","))}".utf8))
  }

  /// As in RFC 9457, section 3: a pointer into the body (RFC 6901, as a fragment), or a name.
  private func error(at field: String) -> String {
    let place =
      switch self.place {
      case .body: "\"pointer\":\(JSONText.string("#/" + field))"
      case .query: "\"parameter\":\(JSONText.string(field))"
      case .header: "\"header\":\(JSONText.string(field))"
      }
    return "\"detail\":\(JSONText.string(detail ?? title)),\(place)"
  }

  /// Letters and digits of the title in lower case.
  private static func words(_ title: String, joinedBy mark: String) -> String {
    title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.joined(separator: mark)
  }
}
