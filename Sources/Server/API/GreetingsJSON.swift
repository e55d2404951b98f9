internal import VoiceCore

/// A tenant's own words: a list of `{language, text}`, at most one a language.
struct GreetingsJSON: Codable, Sendable {
  private struct Item: Codable, Sendable {
    let language: String
    let text: String

    private enum CodingKeys: String, CodingKey { case language, text }

    init(_ greeting: Greeting) {
      language = greeting.language.tag
      text = greeting.text
    }

    init(from decoder: any Decoder) throws {
      let fields = try StrictFields(decoder, allowed: ["language", "text"])
      language = try fields.text("language")
      text = try fields.text("text")
    }
  }

  private let items: [Item]

  init(_ greetings: Greetings) { items = greetings.all.map(Item.init) }

  init(from decoder: any Decoder) throws { items = try decoder.singleValueContainer().decode([Item].self) }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(items)
  }

  /// As the core has them.
  func greetings() throws(APIFault) -> Greetings {
    var wanted: [Greeting] = []
    for item in items { wanted.append(Greeting(item.text, in: try APIFault.language(item.language, in: "greetings"))) }
    do throws(RefusedSetting) { return try Greetings(checking: wanted) } catch { throw APIFault(error) }
  }
}

extension APIFault {
  /// A language that a body names.
  static func language(_ tag: String, in field: String) throws(APIFault) -> Language {
    guard let language = Language(tag) else { throw .field(field, "A language tag like en or pt-BR.") }
    return language
  }
}
