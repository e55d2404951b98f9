import Testing
import VoiceCore
import Web

/// What has to be sent so that something of the switchboard, or of what callers are told, is made, changed or removed.
struct SwitchboardActs {
  private let company: Company
  private let admin: String

  init(_ company: Company, _ admin: String) {
    self.company = company
    self.admin = admin
  }

  /// The answer to an operation; `nil` for one that isn't the switchboard's.
  func carryOut(_ route: String) async throws -> Response? {
    let parts = route.split(separator: " ").map(String.init)
    guard parts.count == 2, let method = Web.Method(rawValue: parts[0]), let kind = Kind(path: parts[1]) else {
      return nil
    }
    let made = await company.send(.post, kind.path, try await body(of: kind), token: admin)
    guard method != .post else { return made }
    let path = try #require(made.headers["Location"])
    switch method {
    case .patch: return await company.send(.patch, path, kind.change, token: admin)
    case .delete: return await company.send(.delete, path, token: admin)
    default: return nil
    }
  }

  private enum Kind: String, CaseIterable {
    case numbers = "phone-numbers"
    case departments, agents, knowledge
    case rules = "transfer-rules"
    case testSets = "knowledge/test-sets"
    case suggestions = "knowledge/suggestions"

    var path: String { "/v1/\(rawValue)" }

    init?(path: String) {
      guard let kind = Self.allCases.first(where: { path == $0.path || path == $0.path + "/{id}" }) else { return nil }
      self = kind
    }

    var change: String {
      switch self {
      case .numbers: #"{"department_id":null}"#
      case .departments, .agents, .testSets: #"{"name":"another"}"#
      case .knowledge: #"{"priority":1}"#
      case .suggestions: #"{"state":"dismissed"}"#
      case .rules: #"{"priority":1}"#
      }
    }
  }

  private func body(of kind: Kind) async throws -> String {
    switch kind {
    case .numbers: return #"{"number":"+14155550120"}"#
    case .departments: return SwitchboardRouteTests.sales
    case .knowledge: return KnowledgeRouteTests.hours
    case .suggestions: return #"{"question":"May I smoke?"}"#
    case .testSets: return KnowledgeRouteTests.questions(expecting: "none")
    case .rules: return #"{"sign":{"type":"tier","value":"gold"},"target":{"type":"farewell"}}"#
    case .agents:
      let made = await company.send(.post, "/v1/departments", SwitchboardRouteTests.sales, token: admin)
      let department = try #require(try made.tree["id"]?.text)
      return #"{"name":"Eve","departments":["\#(department)"]}"#
    }
  }
}
