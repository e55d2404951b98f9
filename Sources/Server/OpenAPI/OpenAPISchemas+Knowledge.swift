internal import VoiceCore

extension OpenAPISchemas {
  /// What the routes of knowledge name.
  static let knowledge: [String: String] = [
    "KnowledgeEntry": object([("id", id)] + entry), "KnowledgeEntryPage": page(of: "KnowledgeEntry"),
    "NewKnowledgeEntry": object(entry, required: ["question", "answer"]),
    "KnowledgeEntryChange": object(entry, required: []),
    "KnowledgeQuestion": object(
      [("question", text(KnowledgeQuestionBody.length)), ("language", textOrNull)], required: ["question"]),
    "KnowledgeAnswer": answer, "KnowledgeTestSet": object([("id", id)] + testSet),
    "KnowledgeTestSetPage": page(of: "KnowledgeTestSet"), "NewKnowledgeTestSet": object(testSet),
    "KnowledgeTestSetChange": object(testSet, required: []), "KnowledgeTestReport": testReport,
    "KnowledgeSuggestion": object(
      [("id", id)] + suggestion + [
        ("suggested_at", moment), ("state", oneOf(KnowledgeSuggestion.State.allCases.map(\.rawValue))),
        ("entry_id", orNull(id)),
      ]), "KnowledgeSuggestionPage": page(of: "KnowledgeSuggestion"),
    "NewKnowledgeSuggestion": object(suggestion, required: ["question"]),
    "KnowledgeJudgement": object(
      [
        ("state", oneOf(KnowledgeJudgementBody.states.map(\.rawValue))), ("entry_id", orNull(id)),
        ("answer", orNull(text(KnowledgeLimits.answerLength))),
      ], required: ["state"]),
    "KnowledgeTrial": object([
      ("answer", orNull(named("KnowledgeAnswer"))),
      ("absence", absence),
      ("others", list(of: named("KnowledgeAnswer"))), ("reply", text),
    ]),
  ]

  private static func text(_ length: ClosedRange<Int>) -> String {
    #"{"type":"string","minLength":\#(length.lowerBound),"maxLength":\#(length.upperBound)}"#
  }

  static func texts(_ length: ClosedRange<Int>, atMost count: Int) -> String {
    #"{"type":"array","maxItems":\#(count),"items":\#(text(length))}"#
  }

  private static let entry: [(String, String)] = [
    ("question", text(KnowledgeLimits.questionLength)),
    ("other_questions", texts(KnowledgeLimits.questionLength, atMost: KnowledgeLimits.otherQuestions)),
    ("answer", text(KnowledgeLimits.answerLength)),
    ("key_facts", texts(KnowledgeLimits.keyFactLength, atMost: KnowledgeLimits.keyFacts)),
    ("category", orNull(text(KnowledgeLimits.categoryLength))), ("priority", integer(KnowledgeLimits.priorities)),
    ("language", textOrNull), ("valid_from", momentOrNull), ("valid_until", momentOrNull), ("active", flag),
  ]

  private static let suggestion: [(String, String)] = [
    ("question", text(KnowledgeLimits.questionLength)), ("language", textOrNull), ("wrong_entry_id", orNull(id)),
    ("answer", orNull(text(KnowledgeLimits.answerLength))),
  ]

  private static let expected =
    #"{"type":"string","description":"An entry's identifier, or \#(KnowledgeTestCaseJSON.none)."}"#

  private static let testSet: [(String, String)] = [
    ("name", text(KnowledgeLimits.testNameLength)),
    (
      "cases",
      #"{"type":"array","minItems":1,"maxItems":\#(KnowledgeLimits.testCases),"items":"#
        + object(
          [
            ("question", text(KnowledgeLimits.questionLength)), ("language", textOrNull), ("expects", expected),
          ], required: ["question", "expects"]) + "}"
    ),
  ]

  private static let testReport = object([
    ("questions", count), ("passed", count), ("expecting_entry", count),
    ("recall_at_1", orNull(#"{"type":"number","minimum":0,"maximum":1}"#)), ("false_answers", count),
    (
      "results",
      list(
        of: object([
          ("question", text), ("expects", expected),
          ("verdict", oneOf(KnowledgeTestReport.Verdict.allCases.map(\.rawValue))),
          ("answer", orNull(named("KnowledgeAnswer"))), ("absence", absence),
        ]))
    ),
  ])

  private static let absence = orNull(oneOf(KnowledgeTrial.Absence.allCases.map(\.rawValue)))

  private static let answer = object([
    ("entry_id", id), ("entry_question", text), ("score", #"{"type":"number","minimum":0,"maximum":1}"#),
    ("answers", flag), ("matched_question", textOrNull),
    (
      "matches",
      list(
        of: object([
          ("asked", text), ("known", text), ("manner", oneOf(KnowledgeReason.Manner.allCases.map(\.rawValue))),
        ]))
    ), ("unmatched", list(of: text)),
  ])
}
