internal import VoiceCore
internal import Web

/// A set of questions as the API shows it: `expects` is an entry's identifier, or `none`.
struct KnowledgeTestSetJSON: Encodable {
  let set: KnowledgeTestSet

  private enum CodingKeys: String, CodingKey { case id, name, cases }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(set.id.description, forKey: .id)
    try container.encode(set.name, forKey: .name)
    try container.encode(set.cases.map(KnowledgeTestCaseJSON.init), forKey: .cases)
  }
}

/// One question of a set.
struct KnowledgeTestCaseJSON: Codable, Sendable {
  /// In the place of an entry, where nothing is to answer.
  static let none = "none"

  private let question: String
  private let language: String?
  private let expects: String

  private enum CodingKeys: String, CodingKey { case question, language, expects }

  init(_ test: KnowledgeTestSet.Case) {
    question = test.question
    language = test.language?.tag
    expects = test.expected?.description ?? Self.none
  }

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["question", "language", "expects"])
    question = try fields.text("question")
    language = try fields.optionalText("language")
    expects = try fields.text("expects")
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(question, forKey: .question)
    try container.encode(language, forKey: .language)
    try container.encode(expects, forKey: .expects)
  }

  /// The question as a value.
  /// - Parameter place: where it stands, for the field of what is wrong.
  func test(at place: Int) throws(APIFault) -> KnowledgeTestSet.Case {
    let tongue = try language.map { tag throws(APIFault) in
      try APIFault.language(tag, in: "cases/\(place)/language")
    }
    guard expects != Self.none else { return .init(question: question, language: tongue, expected: nil) }
    guard let entry = KnowledgeEntry.ID(expects) else {
      throw .field("cases/\(place)/expects", "An entry's identifier, a UUID, or \(Self.none).")
    }
    return .init(question: question, language: tongue, expected: entry)
  }
}

/// The body that adds or changes a set.
struct KnowledgeTestSetBody: Decodable {
  private let name: String?
  private let cases: [KnowledgeTestCaseJSON]?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["name", "cases"])
    name = try fields.optionalText("name")
    cases = try fields.valueIfThere("cases", as: [KnowledgeTestCaseJSON].self)
  }

  /// What is to be different.
  func change() throws(APIFault) -> ChangeTestSets.Change {
    var change = ChangeTestSets.Change()
    change.name = name
    if let cases {
      var tests: [KnowledgeTestSet.Case] = []
      for (place, test) in cases.enumerated() { tests.append(try test.test(at: place)) }
      change.cases = tests
    }
    return change
  }

  /// The set that it adds.
  func set(_ id: KnowledgeTestSet.ID) throws(APIFault) -> KnowledgeTestSet {
    let change = try change()
    guard let name = change.name else { throw StrictFields.Fault.missing("name") }
    guard let cases = change.cases else { throw StrictFields.Fault.missing("cases") }
    return KnowledgeTestSet(id: id, name: name, cases: cases)
  }
}

/// What came of a set's questions.
struct KnowledgeTestReportJSON: Encodable {
  let report: KnowledgeTestReport

  private enum CodingKeys: String, CodingKey {
    case questions, passed, results
    case expectingEntry = "expecting_entry"
    case recallAtOne = "recall_at_1"
    case falseAnswers = "false_answers"
  }

  private enum ResultKeys: String, CodingKey {
    case question, expects, verdict, answer, absence
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(report.outcomes.count, forKey: .questions)
    try container.encode(report.passed, forKey: .passed)
    try container.encode(report.expectingEntry, forKey: .expectingEntry)
    try container.encode(report.recallAtOne, forKey: .recallAtOne)
    try container.encode(report.falseAnswers, forKey: .falseAnswers)
    var results = container.nestedUnkeyedContainer(forKey: .results)
    for outcome in report.outcomes {
      var result = results.nestedContainer(keyedBy: ResultKeys.self)
      try result.encode(outcome.test.question, forKey: .question)
      try result.encode(outcome.test.expected?.description ?? KnowledgeTestCaseJSON.none, forKey: .expects)
      try result.encode(outcome.verdict.rawValue, forKey: .verdict)
      try result.encode(outcome.trial.answer.map(KnowledgeAnswerJSON.init), forKey: .answer)
      try result.encode(outcome.trial.absence?.rawValue, forKey: .absence)
    }
  }
}
