internal import VoiceCore

extension OpenAPISchemas {
  /// What the routes of screening name.
  static let screening: [String: String] = [
    "SpamRule": spamRule, "SpamRulePage": page(of: "SpamRule"), "NewSpamRule": object(ruleMembers, required: ["kind"]),
    "SpamRuleChange": object(ruleMembers, required: []),
    "AllowedNumber": object([("id", id), ("number", number)]), "AllowedNumberPage": page(of: "AllowedNumber"),
    "NewAllowedNumber": object([("number", text)]), "SpamReport": spamReport,
    "SpamReportPage": page(of: "SpamReport"),
    "NewSpamReport": object([("call_id", orNull(id)), ("number", orNull(text)), ("note", orNull(text))], required: []),
    "SpamReview": spamReview, "SpamReviewPage": page(of: "SpamReview"),
    "SpamJudgement": object([("judgement", judgement)]), "SpamSample": spamSample, "SpamVerdict": spamVerdict,
  ]

  private static let kind = oneOf(SpamRuleKind.allCases.map(\.rawValue))
  private static let action = oneOf(CallWords.spamActions)
  private static let judgement = oneOf(SpamReview.Judgement.allCases.map(\.rawValue))

  private static func whole(_ bounds: ClosedRange<Int>, _ description: String) -> String {
    #"{"type":"integer","minimum":\#(bounds.lowerBound),"maximum":\#(bounds.upperBound),"#
      + #""description":"\#(description)"}"#
  }

  /// What is said of a rule, beside its name; which members go together says `SpamRuleKind`.
  private static let ruleMembers: [(String, String)] = [
    ("kind", kind),
    (
      "value",
      #"{"type":["string","null"],"description":"A number, how numbers begin, one to eight words, or a pattern."}"#
    ), ("first", orNull(number)), ("last", orNull(number)),
    ("at_least", orNull(whole(CallerReports.counts, "Calls (2 to 20, this one among them) or reports."))),
    ("within_seconds", orNull(whole(RepeatedCalls.spansSeconds, "Calls are counted that far back."))),
    ("action", action), ("weight", whole(0...SpamScore.maximum, "What a match adds to the score.")),
    ("active", #"{"type":"boolean"}"#),
  ]

  private static let spamRule = object(
    [("id", id)] + ruleMembers + [
      (
        "problem",
        #"{"type":["string","null"],"description":"Why the rule can't be used and never matches."}"#
      )
    ])

  private static let spamReport = object([
    ("id", id), ("call_id", orNull(id)), ("number", orNull(number)), ("note", text), ("reported_by", id),
    ("reported_at", moment),
  ])

  private static let spamReview = object([
    ("id", id), ("from", orNull(number)), ("spam", spam), ("state", oneOf(SpamReview.State.allCases.map(\.rawValue))),
    ("opened_at", moment), ("judgement", orNull(judgement)), ("judged_by", orNull(id)), ("judged_at", momentOrNull),
  ])

  private static let spamSample = object(
    [
      ("number", orNull(text)), ("name", orNull(text)),
      (
        "said",
        #"{"type":"array","maxItems":\#(SpamSampleBody.maximumUtterances),"items":{"type":"string"}}"#
      ), ("recent_calls", whole(SpamSampleBody.calls, "Calls of the caller, this one among them.")),
      ("reports", whole(SpamSampleBody.reports, "Reports against the caller.")),
      (
        "rules",
        ##"{"type":"array","maxItems":\##(CheckSpam.maximumDrafts),"items":{"$ref":"#/components/schemas/NewSpamRule"},"##
          + #""description":"Tried instead of the tenant's own rules; none of them is made."}"#
      ),
    ], required: [])

  static let thresholds = object(
    ["flag", "challenge", "block"].map {
      ($0, orNull(whole(SettingsChangeBody.scores, "The score from which on; null: never by score alone.")))
    }, required: [])

  private static let spamVerdict = object([
    ("action", action), ("score", #"{"type":"integer","minimum":0,"maximum":100}"#),
    ("reasons", #"{"type":"array","items":\#(id)}"#), ("allow_listed", #"{"type":"boolean"}"#),
    (
      "matched_rules",
      #"{"type":"array","items":{"type":"integer","minimum":0},"#
        + #""description":"Places of those of the request's rules that match."}"#
    ),
  ])
}
