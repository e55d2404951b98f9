import PropertyTesting
public import Web

/// An answer to a request, however it came.
public struct DescribedAnswer: Sendable {
  public let status: Int
  public let headers: Headers
  public let body: [UInt8]

  /// An answer.
  public init(status: Int, headers: Headers, body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  var tree: JSON { get throws { try JSON(body) } }
}

extension DescribedAPI {
  /// Demands that an answer is documented, agrees with its schema, and is what the request deserves (property 22).
  /// - Parameter id: The request's name, which a problem repeats; `nil` when the server gave it one.
  public func judge(_ response: DescribedAnswer, to request: FuzzedRequest, id: String? = nil) throws {
    let status = response.status
    try require(status < 500, "the server makes no mistakes")
    if status >= 400 { try judgeProblem(response, id) }
    switch request.fault {
    case .unknownPath: return try requireEqual(status, 404, "what isn't there")
    case .wrongMethod where methods(of: request.path).contains(request.method): break
    case .wrongMethod:
      // Another path's pattern may fit this one.
      try requireContains([404, 405], status, "what has no such method")
      if status == 405 { try require(response.headers["Allow"]?.isEmpty == false, "is told which it has") }
      return
    default: break
    }
    guard let schema = request.operation.answers[status] else {
      throw RequirementFailure("the answer's status is documented", fileID: #fileID, line: #line)
    }
    if status < 300, let schema {
      try requireNil(disagreement(try response.tree, with: schema), "the answer agrees with its schema")
    }
    let isAside = [401, 403, 429].contains(status) || status == 404 && request.operation.namesThings
    switch request.fault {
    case .none, .unknownPath, .wrongMethod: break
    case .noToken, .wrongToken:
      try requireEqual(status, 401, "who isn't known")
      try require(response.headers["WWW-Authenticate"] != nil, "is told how to be")
    case .unknownParameter, .repeatedParameter, .badLimit, .badCursor, .brokenQuery, .malformedKey:
      try require(status == 400 || isAside, "what can't be read is 400")
    case .malformedID: try require(status == 404 || status == 403, "no thing has such a name")
    case .wrongContentType: try require(status == 415 || isAside, "only JSON is read")
    case .emptyBody: break
    case .missingField, .wrongType, .outOfRange: try require([400, 422, 409].contains(status) || isAside, "is refused")
    case .unknownField, .repeatedField, .notAnObject, .brokenJSON, .invalidUTF8, .deepNesting, .zeroCharacter,
      .hugeNumber:
      try require(status == 400 || isAside, "a body that can't be read is 400")
    }
  }

  private func judgeProblem(_ response: DescribedAnswer, _ id: String?) throws {
    try requireEqual(response.headers["Content-Type"], "application/problem+json", "a refusal is a problem document")
    let problem = try response.tree
    let schema = try requireSome(schemas["Problem"], "it is described")
    try requireNil(disagreement(problem, with: schema), "it is as described")
    try requireEqual(problem["status"], .number(Double(response.status)), "it has the answer's status")
    if let id {
      try requireEqual(problem["request_id"], .text(id), "it names the request")
    } else {
      try require(problem["request_id"]?.text?.isEmpty == false, "it names the request")
    }
    if [429, 503].contains(response.status) {
      try require(response.headers["Retry-After"].flatMap { Int($0) } ?? 0 > 0, "and when to try again")
    }
  }
}
