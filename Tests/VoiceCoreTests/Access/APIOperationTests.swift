import Testing
import VoiceCore

@Suite("What each operation of the API demands")
struct APIOperationTests {
  /// Every path of the outside contract's table.
  static let paths = [
    "/v1/auth/login", "/v1/auth/refresh", "/v1/auth/logout", "/v1/tenants", "/v1/tenant", "/v1/users", "/v1/api-keys",
    "/v1/phone-numbers", "/v1/departments", "/v1/agents", "/v1/agents/{id}/status", "/v1/agents/{id}/metrics",
    "/v1/calls", "/v1/calls/{id}", "/v1/calls/{id}/events", "/v1/calls/{id}/transcript", "/v1/calls/{id}/recording",
    "/v1/calls/{id}/transfer", "/v1/calls/{id}/end", "/v1/calls/{id}/takeover", "/v1/calls/{id}/hand-back",
    "/v1/queue", "/v1/spam-rules", "/v1/spam-reports", "/v1/spam-reviews", "/v1/allow-list", "/v1/spam-check",
    "/v1/knowledge", "/v1/knowledge/suggestions", "/v1/transfer-rules", "/v1/settings", "/v1/voicemails",
    "/v1/contacts", "/v1/appointments", "/v1/leads", "/v1/conversations", "/v1/usage", "/v1/credits",
    "/v1/subscription", "/v1/analytics/calls", "/v1/analytics/agents", "/v1/analytics/queue", "/v1/analytics/ai",
    "/v1/analytics/costs", "/v1/webhook-endpoints", "/v1/webhook-deliveries", "/v1/exports", "/v1/erasures",
    "/v1/integrations",
    "/v1/events", "/v1/realtime", "/v1/audit-log", "/v1/voice",
  ]

  @Test func `every path of the contract has an operation`() {
    let known = Set(APIOperation.all.compactMap { $0.route.split(separator: " ").last.map(String.init) })
    #expect(Self.paths.filter { !known.contains($0) }.isEmpty)
  }

  @Test func `a route stands in the table once, and what isn't there isn't served`() {
    #expect(Set(APIOperation.all.map(\.route)).count == APIOperation.all.count)
    #expect(APIOperation.all.allSatisfy { APIOperation.at($0.route) == $0 })
    #expect(APIOperation.at("DELETE /v1/calls/{id}") == nil && APIOperation.at("") == nil)
  }

  @Test func `every permission is demanded by some operation`() {
    let demanded = APIOperation.all.compactMap { operation in
      if case .permission(let permission) = operation.demand { permission } else { nil }
    }
    #expect(Set(Permission.allCases).subtracting(demanded).isEmpty)
  }

  @Test func `without a bearer only signing in is open, and what carries its own secret`() {
    #expect(
      APIOperation.all.filter { $0.allows(nil) }.map(\.route) == [
        "POST /v1/auth/login", "POST /v1/auth/refresh", "POST /v1/auth/logout", "GET /v1/recordings/{id}/audio",
        "GET /v1/voicemails/{id}/audio", "GET /v1/exports/{id}/file",
      ])
  }

  @Test func `each role may ask for exactly what the table of permissions says`() {
    var counts: [Int] = []
    for role in Role.allCases {
      let bearer = Bearer.user(Identifier(1), role, of: role == .platformAdmin ? nil : Identifier(2))
      for operation in APIOperation.all {
        guard case .permission(let permission) = operation.demand else { continue }
        let isListed = PermissionTableTests.expected.split(separator: "\n").contains { line in
          let words = line.split(separator: " ")
          let column = 1 + (Role.allCases.firstIndex(of: role) ?? 0)
          return words[0] == permission.rawValue && words[column] != "-"
        }
        #expect(operation.allows(bearer) == isListed, "\(role) \(operation.route)")
      }
      counts.append(APIOperation.all.count { $0.allows(bearer) })
    }
    #expect(counts == counts.sorted(by: >) && counts[0] == APIOperation.all.count)
  }

  @Test func `what changes something is never allowed by a permission to read`() {
    for operation in APIOperation.all where !operation.route.hasPrefix("GET ") {
      if case .permission(let permission) = operation.demand {
        #expect(!permission.rawValue.hasSuffix(":read"), "\(operation.route)")
      }
    }
  }
}
