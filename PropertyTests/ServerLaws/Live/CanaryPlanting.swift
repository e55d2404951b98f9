import DocumentedAPI
import Properties

/// What a tenant is given so that any of it would be known again: a canary in every text, numbers of its own.
struct CanaryPlanting: Sendable {
  /// Something to be made, or changed.
  struct Seed: Sendable {
    let method: String
    let path: String
    /// The body, given the names of what was made before, by list.
    let body: @Sendable ([String: [String]]) -> JSON
  }

  /// Letters and digits that stand nowhere else.
  let word = "zq" + LiveTenant.word(14)
  /// With what would trip up a careless query (SQL and LIKE metacharacters).
  var text: String { word + " %_'\";--\\" }

  private static let allowed = "+12025550177"
  private static let reported = "+12025550178"
  private static let department = "+12025550179"

  /// What must be found nowhere.
  var sought: [Spellings] {
    [
      Spellings(of: "a canary", word), Spellings(of: "an allowed number", Self.allowed),
      Spellings(of: "a reported number", Self.reported), Spellings(of: "a department's number", Self.department),
    ]
  }

  /// How many canaries a body holds.
  func count(in body: JSON) -> Int {
    switch body {
    case .text(let text): text.contains(word) || [Self.allowed, Self.reported, Self.department].contains(text) ? 1 : 0
    case .list(let items): items.reduce(0) { $0 + count(in: $1) }
    case .object(let members): members.values.reduce(0) { $0 + count(in: $1) }
    default: 0
    }
  }

  private static func first(_ path: String, in names: [String: [String]]) -> JSON {
    names[path]?.first.map { .text($0) } ?? .null
  }

  /// One of everything that can be made without reaching anybody.
  var seeds: [Seed] {
    let text = JSON.text(text)
    let word = JSON.text(word)
    func seed(_ method: String, _ path: String, _ body: JSON) -> Seed { Seed(method: method, path: path) { _ in body } }
    let line = 100 + Int(self.word.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) } % 100)
    let area = 201 + Int(self.word.utf8.reduce(7) { $0 &* 37 &+ UInt64($1) } % 700)
    return [
      seed(
        "POST", "/v1/departments", .object(["name": text, "number": .text(Self.department)])),
      seed(
        "POST", "/v1/users",
        .object([
          "email": .text("\(self.word)@\(LiveTenant.place)"), "name": text, "role": .text("agent"),
          "password": .text("\(self.word)-\(LiveTenant.word(8))"),
        ])),
      Seed(method: "POST", path: "/v1/agents") { names in
        .object([
          "name": text, "departments": .list([Self.first("/v1/departments", in: names)]), "skills": .list([word]),
          "user_id": Self.first("/v1/users", in: names), "extension": .text("7177"),
        ])
      },
      seed("POST", "/v1/api-keys", .object(["name": text, "scopes": .list([.text("tenant:read")])])),
      // In the range set aside for fiction; somebody else's run may have it just now.
      seed("POST", "/v1/phone-numbers", .object(["number": .text("+1\(area)55501\(String(line).suffix(2))")])),
      seed("POST", "/v1/allow-list", .object(["number": .text(Self.allowed)])),
      seed("POST", "/v1/spam-rules", .object(["kind": .text("keyword"), "value": word])),
      seed("POST", "/v1/spam-reports", .object(["number": .text(Self.reported), "note": text])),
      Seed(method: "POST", path: "/v1/transfer-rules") { names in
        .object([
          "sign": .object(["type": .text("keyword"), "value": word]),
          "target": .object(["type": .text("queue"), "id": Self.first("/v1/departments", in: names)]),
        ])
      },
      seed(
        "POST", "/v1/knowledge",
        .object([
          "question": text, "other_questions": .list([word]), "answer": text, "key_facts": .list([word]),
          "category": word,
        ])),
      seed("POST", "/v1/knowledge/suggestions", .object(["question": text, "answer": text])),
      Seed(method: "POST", path: "/v1/knowledge/test-sets") { names in
        .object([
          "name": text,
          "cases": .list([.object(["question": text, "expects": Self.first("/v1/knowledge", in: names)])]),
        ])
      },
      seed(
        "PATCH", "/v1/settings",
        .object([
          "transcript_secrets": .list([.object(["words": word])]),
          "transfer_signs": .object(["keywords": .list([word]), "emergency_words": .list([word])]),
        ])),
      seed(
        "PATCH", "/v1/tenant",
        .object(["greetings": .list([.object(["language": .text("en"), "text": text])])])),
    ]
  }
}
