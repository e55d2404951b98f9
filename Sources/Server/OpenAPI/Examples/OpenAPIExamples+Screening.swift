extension OpenAPIExamples {
  /// What keeps callers out, and lets them in.
  static let screening: [String: String] = [
    "NewSpamRule": #"{"kind": "keyword", "value": "free cruise", "action": "block"}"#,
    "SpamRuleChange": #"{"action": "flag", "weight": 35}"#,
    "NewAllowedNumber": #"{"number": "+14155550123"}"#,
    "NewSpamReport": #"{"call_id": "\#(call)", "note": "Wanted to sell a cruise."}"#,
    "SpamJudgement": #"{"judgement": "spam"}"#,
    "SpamSample": #"""
    {
      "number": "+14155550166",
      "said": ["You have won a free cruise!"],
      "rules": [{"kind": "keyword", "value": "cruise", "action": "flag"}]
    }
    """#,
  ]
}
