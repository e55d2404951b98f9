internal import VoiceCore

extension OpenAPISchemas {
  /// What the routes of analytics name.
  static let analytics: [String: String] = Dictionary(
    uniqueKeysWithValues: AnalyticsSubject.allCases.map { subject in
      let figures = object(AnalyticsFigures.fields(of: subject).map { ($0.name, $0.schema) })
      return (
        name(of: subject),
        object([
          ("from", moment), ("to", moment),
          ("interval", orNull(oneOf(AnalyticsWindow.Interval.allCases.map(\.rawValue)))),
          ("time_zone", #"{"type":"string"}"#), ("total", figures),
          ("intervals", list(of: object([("from", moment), ("to", moment), ("figures", figures)]))),
        ])
      )
    })

  static let amount = #"{"type":"number","minimum":0}"#
  static let amountOrNull = #"{"type":["number","null"],"minimum":0}"#
  static let shareOrNull = #"{"type":["number","null"],"minimum":0,"maximum":1}"#

  /// The name of a subject's schema.
  static func name(of subject: AnalyticsSubject) -> String {
    switch subject {
    case .calls: "CallAnalytics"
    case .agents: "AgentAnalytics"
    case .queue: "QueueAnalytics"
    case .ai: "AIAnalytics"
    case .costs: "CostAnalytics"
    }
  }
}
