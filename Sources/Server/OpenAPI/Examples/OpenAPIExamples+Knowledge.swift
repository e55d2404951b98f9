extension OpenAPIExamples {
  /// What callers are told.
  static let knowledge: [String: String] = [
    "NewKnowledgeEntry": #"""
    {
      "question": "When are you open?",
      "other_questions": ["What time do you close?"],
      "answer": "We are open from nine to five, Monday to Friday.",
      "key_facts": ["nine to five"],
      "category": "hours",
      "priority": 50
    }
    """#,
    "KnowledgeEntryChange": #"""
    {"answer": "We are open from nine to six, Monday to Friday.", "key_facts": ["nine to six"]}
    """#,
    "KnowledgeQuestion": #"{"question": "What time do you close?", "language": "en"}"#,
    "NewKnowledgeTestSet": #"""
    {
      "name": "Opening hours",
      "cases": [
        {"question": "What time do you close?", "expects": "\#(entry)"},
        {"question": "Do you sell bicycles?", "expects": "none"}
      ]
    }
    """#,
    "KnowledgeTestSetChange": #"{"name": "Hours"}"#,
    "NewKnowledgeSuggestion": #"""
    {
      "question": "May I bring my dog?",
      "wrong_entry_id": "\#(entry)",
      "answer": "Dogs are welcome on a lead."
    }
    """#,
    "KnowledgeJudgement": #"{"state": "accepted"}"#,
  ]
}
