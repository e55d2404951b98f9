public import PropertyTesting

extension DescribedAPI {
  /// Values that agree with a schema; those that may be left out are now and then.
  public func values(of schema: JSON) -> Gen<JSON> {
    let schema = resolved(schema)
    if let choices = schema["anyOf"]?.items ?? schema["oneOf"]?.items {
      return Gen<JSON>.oneOf(choices.map { choice in .lazy { values(of: choice) } })
    }
    if let constant = schema["const"] { return .just(constant) }
    if let choices = schema["enum"]?.items, !choices.isEmpty { return .element(of: choices) }
    let types = schema["type"]?.text.map { [$0] } ?? schema["type"]?.items.compactMap(\.text) ?? []
    return .oneOf((types.isEmpty ? ["null"] : types).map { values(ofType: $0, schema) })
  }

  private func values(ofType type: String, _ schema: JSON) -> Gen<JSON> {
    switch type {
    case "boolean": return Gen<Bool>.bool.map { .bool($0) }
    case "integer": return Self.whole(schema).map { .number(Double($0)) }
    case "number": return Self.whole(schema).map { .number(Double($0)) }
    case "string": return Self.texts(schema).map { .text($0) }
    case "array":
      let items = schema["items"] ?? .null
      let least = Self.bound("minItems", schema) ?? 0
      let most = min(Self.bound("maxItems", schema) ?? 3, least + 3)
      return .lazy { Gen<[JSON]>.array(of: values(of: items), count: least...most).map { .list($0) } }
    case "object":
      let required = Set(schema["required"]?.items.compactMap(\.text) ?? [])
      let members = (schema["properties"]?.members ?? [:]).sorted { $0.key < $1.key }
      return Gen<JSON> { source throws(Discard) in
        var object: [String: JSON] = [:]
        for (name, member) in members {
          let isSaid = try source.draw(.bool)
          guard required.contains(name) || isSaid else { continue }
          object[name] = try source.draw(values(of: member))
        }
        return .object(object)
      }
    default: return .just(.null)
    }
  }

  private static func bound(_ name: String, _ schema: JSON) -> Int? {
    if case .number(let number)? = schema[name] { Int(number) } else { nil }
  }

  private static func whole(_ schema: JSON) -> Gen<Int> {
    let least = bound("minimum", schema) ?? 0
    return .int(least...max(least, bound("maximum", schema) ?? least + 1000))
  }

  /// Identifiers are small numbers, as those of what a company has here.
  static let ids: Gen<String> = Gen<Int>.int(1...40).map { number in
    let digits = String(number, radix: 16)
    return "00000000-0000-0000-0000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private static func texts(_ schema: JSON) -> Gen<String> {
    switch schema["format"]?.text {
    case "uuid": return ids
    case "date-time":
      return Gen<Int>.int(0...59).map { "2026-01-06T10:\($0 < 10 ? "0" : "")\($0):00Z" }
    case "date": return Gen<Int>.int(10...28).map { "2026-01-\($0)" }
    default: break
    }
    let least = bound("minLength", schema) ?? 0
    if let pattern = schema["pattern"]?.text, let read = try? TextPattern(pattern) { return .string(matching: read) }
    let most = min(bound("maxLength", schema) ?? 20, least + 20)
    return .weighted([
      (3, .ascii([.lowerLetters], count: max(1, least)...max(1, most))),
      (1, .element(of: ["en", "Europe/Berlin", "ada@one.example", "+14155550101", "09:00", "Sales"])),
      (1, .unicode(least...most)),
    ])
  }
}
