/// One law: for any value of a generator, the body holds (returns without throwing).
///
/// A property is a value, so that tests and commands run the same one. Labels depend on the drawn value only; a body may
/// throw ``Discard`` for a case that is none.
public struct Property: Sendable {
  /// The number of the law's page, if it has one.
  public let number: Int?
  /// The law in words.
  public let title: String

  let run: @Sendable (RunSettings) async -> Report

  /// The law `number`, "title": `body` holds for every value of `generator`, and for `examples`, which are tried first.
  /// - Parameters:
  ///   - labels: What kind of case a value is; counted in the report.
  ///   - coverage: Shares of labels without which the law does not count as held.
  public init<Input: Sendable>(
    _ number: Int, _ title: String, for generator: Gen<Input>, examples: [Input] = [],
    labels: @escaping @Sendable (Input) -> [String] = { _ in [] }, coverage: [Coverage] = [],
    _ body: @escaping @Sendable (Input) async throws -> Void
  ) {
    self.init(number: number, title, generator, examples, labels, coverage, body)
  }

  /// A law without a page of its own: `body` holds for every value of `generator`, and for `examples`.
  public init<Input: Sendable>(
    _ title: String, for generator: Gen<Input>, examples: [Input] = [],
    labels: @escaping @Sendable (Input) -> [String] = { _ in [] }, coverage: [Coverage] = [],
    _ body: @escaping @Sendable (Input) async throws -> Void
  ) {
    self.init(number: nil, title, generator, examples, labels, coverage, body)
  }

  private init<Input: Sendable>(
    number: Int?, _ title: String, _ generator: Gen<Input>, _ examples: [Input],
    _ labels: @escaping @Sendable (Input) -> [String], _ coverage: [Coverage],
    _ body: @escaping @Sendable (Input) async throws -> Void
  ) {
    self.number = number
    self.title = title
    let law = Law(
      name: PropertyName(number: number, title: title), generator: generator, examples: examples, labels: labels,
      coverage: coverage, body: body)
    run = { settings in
      var run = Run(law, settings)
      return await run.report()
    }
  }
}

/// A property with the type of its input.
struct Law<Input: Sendable>: Sendable {
  let name: PropertyName
  let generator: Gen<Input>
  let examples: [Input]
  let labels: @Sendable (Input) -> [String]
  let coverage: [Coverage]
  let body: @Sendable (Input) async throws -> Void
}

/// How a property is called in tables and tokens.
struct PropertyName: Sendable {
  let number: Int?
  let title: String

  /// The number, or the title in lower-case ASCII letters, digits and hyphens.
  var tokenName: String { number.map(String.init) ?? slug }

  private var slug: String {
    var slug = ""
    for byte in title.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.unicodeScalars.append(Unicode.Scalar(byte + 32))
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        slug.unicodeScalars.append(Unicode.Scalar(byte))
      default: if !slug.isEmpty, slug.last != "-" { slug.append("-") }
      }
    }
    if slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? "property" : slug
  }
}
