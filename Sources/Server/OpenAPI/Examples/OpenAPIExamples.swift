internal import Web

/// What the document shows of bodies and parameters: values that a stranger can copy. Together they are one story, of a garage
/// from its first day on, and a test tells it: it sends every one of them to a server that has nothing yet.
///
/// Numbers are of the range that nobody has (555-01xx), domains those that are kept for examples (RFC 2606). A thing bears one
/// identifier wherever it is named: in the path of its own operations, and in the bodies that refer to it.
enum OpenAPIExamples {
  /// The example of a body as JSON, by the name of its schema.
  static let bodies: [String: String] = access.merging(switchboard) { _, later in later }
    .merging(screening) { _, later in later }.merging(knowledge) { _, later in later }
    .merging(records) { _, later in later }

  /// The example of a parameter, as it is before it is encoded; `nil` where there is none worth showing.
  static func value(of parameter: Operation.Parameter, at path: String) -> String? {
    switch parameter.place {
    case .path: path.firstRange(of: "/{\(parameter.name)}").flatMap { things[String(path[..<$0.lowerBound])] }
    case .query: queries[parameter.name]
    case .header: nil
    }
  }

  /// The example of each collection's thing.
  private static let things: [String: String] = [
    "/v1/tenants": "0198e4c7-5c00-7000-8000-000000000001", "/v1/users": user,
    "/v1/api-keys": "0198e4c7-5c00-7000-8000-000000000003", "/v1/phone-numbers": line,
    "/v1/departments": department, "/v1/agents": agent,
    "/v1/transfer-rules": "0198e4c7-5c00-7000-8000-000000000006", "/v1/calls": call, "/v1/spam-reviews": call,
    "/v1/recordings": "0198e4c7-5c00-7000-8000-000000000008",
    "/v1/voicemails": "0198e4c7-5c00-7000-8000-000000000009",
    "/v1/spam-rules": "0198e4c7-5c00-7000-8000-00000000000a",
    "/v1/allow-list": "0198e4c7-5c00-7000-8000-00000000000b",
    "/v1/spam-reports": "0198e4c7-5c00-7000-8000-00000000000c", "/v1/knowledge": entry,
    "/v1/knowledge/suggestions": "0198e4c7-5c00-7000-8000-00000000000e",
    "/v1/knowledge/test-sets": "0198e4c7-5c00-7000-8000-00000000000f",
    "/v1/exports": "0198e4c7-5c00-7000-8000-000000000010", "/v1/webhook-endpoints": endpoint,
    "/v1/erasures": "0198e4c7-5c00-7000-8000-000000000012", "/v1/webhook-deliveries": "\(endpoint).\(call).3",
  ]

  private static let queries: [String: String] = [
    "limit": "100", "from": "2026-01-05T00:00:00Z", "to": "2026-01-06T00:00:00Z", "interval": "hour",
    "time_zone": "Europe/Berlin", "department": department, "endpoint_id": endpoint, "topics": "call,voicemail",
  ]

  static let user = "0198e4c7-5c00-7000-8000-000000000002"
  static let department = "0198e4c7-5c00-7000-8000-000000000004"
  static let agent = "0198e4c7-5c00-7000-8000-000000000005"
  static let call = "0198e4c7-5c00-7000-8000-000000000007"
  static let entry = "0198e4c7-5c00-7000-8000-00000000000d"
  static let endpoint = "0198e4c7-5c00-7000-8000-000000000011"
  static let line = "+14155550111"
}
