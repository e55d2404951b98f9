internal import VoiceCore

/// A call in short, as the API shows it.
struct CallSummaryJSON: Encodable {
  private let summary: CallSummary

  init(_ summary: CallSummary) { self.summary = summary }

  private enum CodingKeys: String, CodingKey {
    case outcome, language, requests, failed, said, notes
    case transferReason = "transfer_reason"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(summary.outcome?.rawValue, forKey: .outcome)
    try container.encode(summary.language.tag, forKey: .language)
    try container.encode(summary.requests, forKey: .requests)
    try container.encode(summary.failed, forKey: .failed)
    try container.encode(summary.transferReason?.rawValue, forKey: .transferReason)
    try container.encode(summary.said, forKey: .said)
    try container.encode(summary.notes.map(CallerNoteJSON.init), forKey: .notes)
  }
}
